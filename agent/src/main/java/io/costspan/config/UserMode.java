package io.costspan.config;

/** Whether users are owners; the values of the option {@code owner.user}. */
public enum UserMode {
  OFF,
  /** By a hash of the id that the request has. */
  HASH
}
