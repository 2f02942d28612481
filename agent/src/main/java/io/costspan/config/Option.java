package io.costspan.config;

import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One option that users can set. The manual is rendered from these.
 *
 * @param name as in {@code -javaagent:costspan-agent.jar=NAME=value} and {@code costspan.NAME}
 * @param defaultText the value that applies when it is not set; empty for none
 * @param meaning for the manual, Markdown
 * @param shown the text of a value, or of one entry of a list, as messages may show it
 */
public record Option<T>(
    String name,
    String defaultText,
    String meaning,
    Parser<T> parser,
    UnaryOperator<String> shown) {

  static <T> Option<T> of(String name, String defaultText, Parser<T> parser, String meaning) {
    return new Option<>(name, defaultText, meaning, parser, text -> text);
  }

  /** The same option, of whose values messages show no more than that. */
  Option<T> shownAs(UnaryOperator<String> text) {
    return new Option<>(name, defaultText, meaning, parser, text);
  }

  /** The same option for something that has that name. */
  Option<T> named(String other) {
    return new Option<>(other, defaultText, meaning, parser, shown);
  }

  /** Each is declared once. Generated methods would be linked before the first call can begin. */
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  /** The environment variable that sets it. */
  public String environmentName() {
    return "COSTSPAN_" + name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  T defaultValue() {
    return parse(defaultText);
  }

  /**
   * The value that a text stands for.
   *
   * @throws IllegalArgumentException with a message that says what would be valid
   */
  public T parse(String text) {
    return parser.parse(text);
  }
}
