package io.costspan.usage;

import io.costspan.json.JsonValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The values that a condition accepts: texts, texts that end with {@code *} and stand for all that
 * begin like them, and {@code null} for a missing value.
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
    int last = pattern.length() - 1;
    return last >= 0 && pattern.charAt(last) == '*'
        ? text.regionMatches(0, pattern, 0, last)
        : pattern.equals(text);
  }
}
