package io.costspan.config;

/** Text of an option to its value. */
@FunctionalInterface
interface Parser<T> {
  /**
   * @throws IllegalArgumentException saying what would be right, such as {@code use true or false}
   */
  T parse(String text);
}
