package io.costspan.config;

import java.util.Locale;
import java.util.function.Predicate;

/**
 * One thing a user may set. The manual is rendered from these.
 *
 * @param name as in {@code -javaagent:costspan-agent.jar=NAME=value} and {@code costspan.NAME}
 * @param defaultText the text that applies when nobody sets it; empty for none
 * @param meaning for the manual, Markdown
 * @param supported whether this version can do what a value asks for
 * @param limit for the manual: what is not supported yet, empty if all is
 */
public record Option<T>(
    String name,
    String defaultText,
    String meaning,
    Parser<T> parser,
    Predicate<T> supported,
    String limit) {

  static <T> Option<T> of(String name, String defaultText, Parser<T> parser, String meaning) {
    return new Option<>(name, defaultText, meaning, parser, value -> true, "");
  }

  Option<T> limitedTo(Predicate<T> values, String words) {
    return new Option<>(name, defaultText, meaning, parser, values, words);
  }

  /** The environment variable that sets it. */
  public String environmentName() {
    return "COSTSPAN_" + name.toUpperCase(Locale.ROOT).replace('.', '_');
  }

  T defaultValue() {
    return parser.parse(defaultText);
  }
}
