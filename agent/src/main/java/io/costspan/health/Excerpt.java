package io.costspan.health;

import java.util.regex.Pattern;

/** Keeps what others wrote from filling the log: a value may be a megabyte, or a key. */
public final class Excerpt {
  private static final int VALUE_LIMIT = 200;
  private static final int MESSAGE_LIMIT = 2_000;
  private static final Pattern QUOTED =
      Pattern.compile("\"([^\"]{" + VALUE_LIMIT + "})[^\"]+\"", Pattern.DOTALL);
  private static final Pattern WORD = Pattern.compile("(\\S{" + VALUE_LIMIT + "})\\S{4,}");

  private Excerpt() {}

  /** At most 200 characters of a value. */
  public static String of(String value) {
    return cut(value, VALUE_LIMIT);
  }

  /**
   * A message whose values are cut as far as they can be told from the words around them: what
   * stands in quotes, and what has no blanks. And not more than 2000 characters of it.
   */
  static String ofMessage(String message) {
    if (message.length() <= VALUE_LIMIT) {
      return message;
    }
    String cut = QUOTED.matcher(message).replaceAll("\"$1...\"");
    return cut(WORD.matcher(cut).replaceAll("$1..."), MESSAGE_LIMIT);
  }

  private static String cut(String text, int limit) {
    return text.length() <= limit ? text : text.substring(0, limit) + "...";
  }
}
