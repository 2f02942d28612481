package io.costspan.config;

import java.util.function.Consumer;

/** Parses the text of an option. */
@FunctionalInterface
interface Parser<T> {
  /**
   * @throws IllegalArgumentException with a message that says what would be valid, such as {@code
   *     use true or false}
   */
  T parse(String text);

  /**
   * Parses the text of an option, but leaves out only the invalid entries of a list.
   *
   * @param complaints receives what is wrong with each entry that is left out
   */
  default T parse(String text, Consumer<String> complaints) {
    return parse(text);
  }
}
