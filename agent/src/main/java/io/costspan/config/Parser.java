package io.costspan.config;

import java.util.function.Consumer;

/** Text of an option to its value. */
@FunctionalInterface
interface Parser<T> {
  /**
   * @throws IllegalArgumentException saying what would be right, such as {@code use true or false}
   */
  T parse(String text);

  /**
   * As above, but where a value has parts only those that are wrong are left out.
   *
   * @param complaints receives what is wrong with each of them
   */
  default T parse(String text, Consumer<String> complaints) {
    return parse(text);
  }
}
