package io.costspan.reading;

import io.costspan.json.JsonValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The values that a condition accepts: texts, texts with {@code *} at their end or beginning, which
 * stands for any characters, and {@code null} for a missing value.
 */
final class Accepted {
  private final List<String> texts;
  private final boolean missing;

  private Accepted(List<String> texts, boolean missing) {
    this.texts = texts;
    this.missing = missing;
  }

  static Accepted parse(JsonValue value) {
    List<JsonValue> choices = value.isArray() ? value.items() : List.of(value);
    return new Accepted(
        choices.stream().filter(choice -> !choice.isNull()).map(JsonValue::scalar).toList(),
        choices.stream().anyMatch(JsonValue::isNull));
  }

  boolean test(@Nullable Object value) {
    if (value == null) {
      return missing;
    }
    String found = Values.text(value);
    for (int i = 0; i < texts.size(); i++) {
      if (covers(texts.get(i), found)) {
        return true;
      }
    }
    return false;
  }

  /** Whether that pattern stands for that text. */
  static boolean covers(String pattern, String text) {
    boolean anyEnd = pattern.endsWith("*");
    boolean anyBegin = pattern.length() > 1 && pattern.charAt(0) == '*';
    int from = anyBegin ? 1 : 0;
    int length = pattern.length() - from - (anyEnd ? 1 : 0);
    int first = anyBegin && !anyEnd ? text.length() - length : 0;
    int last = anyBegin ? text.length() - length : 0;
    if (!anyBegin && !anyEnd && text.length() != length) {
      return false;
    }
    for (int at = Math.max(first, 0); at <= last; at++) {
      if (text.regionMatches(at, pattern, from, length)) {
        return true;
      }
    }
    return false;
  }
}
