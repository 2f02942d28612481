package io.costspan.cells;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Counts how often each of several short texts occurred. Keeps a limited number of texts; a tally
 * that has met more is {@link #full} and must not be billed as if it were complete.
 */
public final class Tally {
  private static final int TEXTS_LIMIT = 64;
  private static final int LENGTH_LIMIT = 128;

  /** One text of a tally: a number where a number is needed, otherwise a text. */
  public record Entry(String text, int count) {
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

  /** The tally of a list in a single text, such as a query parameter: {@code a,b,a}. */
  public static Tally ofList(String texts) {
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

  /** The tally of the translated texts; texts without a translation do not count. */
  public @Nullable Tally translated(Function<String, @Nullable String> map) {
    Tally tally = new Tally();
    tally.full = full;
    counts.forEach(
        (text, count) -> {
          String meaning = map.apply(text);
          if (meaning != null) {
            tally.add(meaning, count);
          }
        });
    return tally.counts.isEmpty() && !full ? null : tally;
  }

  /** Whether there was a text that is not counted. */
  public boolean full() {
    return full;
  }

  public List<Entry> entries() {
    return counts.entrySet().stream().map(e -> new Entry(e.getKey(), e.getValue())).toList();
  }

  /** The number of occurrences of all texts. */
  BigDecimal number() {
    return BigDecimal.valueOf(counts.values().stream().mapToLong(Integer::longValue).sum());
  }

  @Override
  public String toString() {
    return String.join(",", counts.keySet());
  }
}
