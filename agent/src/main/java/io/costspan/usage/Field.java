package io.costspan.usage;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A named value of a reader: the first of its sources that has one, put through its map.
 *
 * @param map texts to what they mean, null keeps them as they are; an absent meaning makes the
 *     value absent
 * @param derived whether no source is a figure of the provider's own
 */
record Field(List<Source> sources, @Nullable List<Meaning> map, boolean derived) {

  /** One place where the value may be found. */
  @FunctionalInterface
  interface Source {
    @Nullable Object in(@Nullable Object[] cells);
  }

  /** What a text, or all texts that begin like a pattern, mean. */
  record Meaning(String pattern, @Nullable String value) {
    static Meaning of(Map.Entry<String, @Nullable String> entry) {
      return new Meaning(entry.getKey(), entry.getValue());
    }
  }

  @Nullable Object value(@Nullable Object[] cells) {
    for (int i = 0; i < sources.size(); i++) {
      Object value = sources.get(i).in(cells);
      if (value != null) {
        return map == null ? value : meaning(map, Values.text(value));
      }
    }
    return null;
  }

  @Nullable String text(@Nullable Object[] cells) {
    Object value = value(cells);
    return value == null ? null : Values.text(value);
  }

  @Nullable BigDecimal number(@Nullable Object[] cells) {
    return Values.number(value(cells));
  }

  private static @Nullable Object meaning(List<Meaning> map, String text) {
    for (Meaning meaning : map) {
      if (Accepted.covers(meaning.pattern(), text)) {
        return meaning.value();
      }
    }
    return text;
  }
}
