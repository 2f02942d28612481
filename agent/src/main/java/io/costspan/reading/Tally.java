package io.costspan.reading;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How often each of some short texts occurred. Keeps a limited number of them; one that has met
 * more is {@link #full} and must not be billed as if it knew all.
 */
final class Tally {
  private static final int TEXTS_LIMIT = 64;
  private static final int LENGTH_LIMIT = 128;

  /** One text of a tally: a number where a number is asked for, else a text. */
  record Entry(String text, int count) {
    BigDecimal number() {
      return BigDecimal.valueOf(count);
    }

    @Override
    public String toString() {
      return text;
    }
  }

  private final Map<String, Integer> counts = new LinkedHashMap<>();
  private boolean full;

  static Tally of(String text) {
    Tally tally = new Tally();
    tally.add(text, 1);
    return tally;
  }

  /** What a list in one text, such as a query parameter, says: {@code a,b,a}. */
  static Tally ofList(String texts) {
    Tally tally = new Tally();
    for (String text : texts.split(",")) {
      if (!text.isBlank()) {
        tally.add(text.strip(), 1);
      }
    }
    return tally;
  }

  Tally plus(Tally other) {
    other.counts.forEach(this::add);
    full |= other.full;
    return this;
  }

  private void add(String text, int count) {
    boolean room =
        counts.containsKey(text) || (counts.size() < TEXTS_LIMIT && text.length() <= LENGTH_LIMIT);
    if (room) {
      counts.merge(text, count, Integer::sum);
    } else {
      full = true;
    }
  }

  /** The tally of what the texts mean; texts without a meaning do not count. */
  @Nullable Tally meaning(List<Field.Meaning> map) {
    Tally tally = new Tally();
    tally.full = full;
    counts.forEach(
        (text, count) -> {
          String meaning = Field.meaning(map, text);
          if (meaning != null) {
            tally.add(meaning, count);
          }
        });
    return tally.counts.isEmpty() && !full ? null : tally;
  }

  /** Whether there was a text that is not counted here. */
  boolean full() {
    return full;
  }

  List<Entry> entries() {
    return counts.entrySet().stream().map(e -> new Entry(e.getKey(), e.getValue())).toList();
  }

  /** Occurrences of all texts together. */
  BigDecimal number() {
    return BigDecimal.valueOf(counts.values().stream().mapToLong(Integer::longValue).sum());
  }

  @Override
  public String toString() {
    return String.join(",", counts.keySet());
  }
}
