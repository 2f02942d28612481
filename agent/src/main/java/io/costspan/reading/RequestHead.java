package io.costspan.reading;

import org.jspecify.annotations.Nullable;

/**
 * The parts of a request's head other than its path, which are requested one by one and never
 * passed on.
 */
@FunctionalInterface
public interface RequestHead {
  /** After the name of a query parameter: all its values concatenated, for their length. */
  String ALL = "[]";

  RequestHead NONE = place -> null;

  /** The value of {@code query:NAME} or {@code header:NAME}, or null. */
  @Nullable String get(String place);
}
