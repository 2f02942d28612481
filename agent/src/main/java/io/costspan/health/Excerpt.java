package io.costspan.health;

import java.util.regex.Pattern;

/**
 * Makes text from outside safe to show: a terminal must not obey it, it must not look like the
 * agent's own words, and it must not fill the log, since a value may be a megabyte long, or a key.
 * Names from outside enter log, receipt, tables and signals only through this class.
 */
public final class Excerpt {
  private static final int VALUE_LIMIT = 200;
  private static final int MESSAGE_LIMIT = 2_000;
  private static final String CUT = "...";
  private static final Pattern QUOTED =
      Pattern.compile("\"([^\"]{" + VALUE_LIMIT + "})[^\"]+\"", Pattern.DOTALL);
  private static final Pattern WORD = Pattern.compile("(\\S{" + VALUE_LIMIT + "})\\S{4,}");

  private Excerpt() {}

  /** At most 200 characters of a value, escaped. */
  public static String of(String value) {
    return of(value, VALUE_LIMIT);
  }

  /**
   * At most {@code limit} characters of a value, escaped; the value itself if nothing needs to
   * change.
   */
  public static String of(String value, int limit) {
    String shown = escaped(head(value, limit));
    return shown.length() > limit || value.length() > limit ? head(shown, limit) + CUT : shown;
  }

  /**
   * A message in one line, whose values are truncated as far as they can be recognised: text in
   * quotes, and words without spaces. At most 2000 characters in total.
   */
  public static String ofMessage(String message) {
    if (message.length() <= VALUE_LIMIT) {
      return escaped(message);
    }
    String cut = QUOTED.matcher(message).replaceAll("\"$1...\"");
    return of(WORD.matcher(cut).replaceAll("$1..."), MESSAGE_LIMIT);
  }

  /** At most {@code limit} characters, unescaped: for JSON, whose writer escapes them. */
  public static String cut(String text, int limit) {
    return text.length() <= limit ? text : head(text, limit) + CUT;
  }

  /** At most {@code limit} characters, without splitting a surrogate pair. */
  private static String head(String text, int limit) {
    if (text.length() <= limit) {
      return text;
    }
    return text.substring(0, limit - (Character.isHighSurrogate(text.charAt(limit - 1)) ? 1 : 0));
  }

  private static String escaped(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~') {
        return escapedSlowly(text);
      }
    }
    return text;
  }

  private static String escapedSlowly(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            point -> {
              if (isHarmless(point)) {
                escaped.appendCodePoint(point);
              } else {
                escaped.append(String.format(point > 0xffff ? "\\u{%x}" : "\\u%04x", point));
              }
            });
    return escaped.toString();
  }

  /** Whether the character is visible, as itself and in its place. */
  private static boolean isHarmless(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      case Character.SPACE_SEPARATOR -> point == ' ';
      default -> !isInvisible(point);
    };
  }

  /** Letters and marks without a shape: fillers, joiners, variation selectors. */
  private static boolean isInvisible(int point) {
    return switch (point) {
      case 0x34f, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x2800, 0x3164, 0xffa0 -> true;
      default ->
          (point >= 0x180b && point <= 0x180f)
              || (point >= 0xfe00 && point <= 0xfe0f)
              || (point >= 0xe0100 && point <= 0xe01ef);
    };
  }
}
