package io.costspan.importer;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a price line applies to: a meter under conditions. Sorted as lines must be in a card: more
 * conditions and longer contexts first, because the first line that applies wins.
 */
record LineKey(String meter, SortedMap<String, String> when) implements Comparable<LineKey> {
  private static final BigInteger THOUSAND = BigInteger.valueOf(1000);
  private static final BigInteger NINES = BigInteger.valueOf(999);

  private static final Comparator<LineKey> ORDER =
      Comparator.comparing((LineKey key) -> order(key.meter()))
          .thenComparing(LineKey::meter)
          .thenComparing(key -> -key.when().size())
          .thenComparing(LineKey::longestFirst)
          .thenComparing(key -> key.when().toString());

  /** Of several lines for long contexts, the one for the longest contexts comes first. */
  private static BigInteger longestFirst(LineKey key) {
    String context = key.when().getOrDefault("context", "");
    return new BigInteger("0" + context.replaceAll("\\D", "")).negate();
  }

  static LineKey of(String meter, String... when) {
    SortedMap<String, String> conditions = new TreeMap<>();
    for (int i = 0; i < when.length; i += 2) {
      conditions.put(when[i], when[i + 1]);
    }
    return new LineKey(meter, conditions);
  }

  LineKey with(String word, String value) {
    SortedMap<String, String> conditions = new TreeMap<>(when);
    conditions.put(word, value);
    return new LineKey(meter, conditions);
  }

  /**
   * The line for contexts beyond a limit. If the limit itself has the higher price, tables that
   * know only "more than" name a limit that is one lower; recipes say for which providers this is
   * the case.
   */
  LineKey above(BigDecimal limit) {
    BigInteger start = limit.toBigIntegerExact();
    boolean oneLess = start.mod(THOUSAND).equals(NINES);
    return with("context", ">" + (oneLess ? start.add(BigInteger.ONE) : start));
  }

  LineKey without(String word) {
    SortedMap<String, String> conditions = new TreeMap<>(when);
    conditions.remove(word);
    return new LineKey(meter, conditions);
  }

  private static int order(String meter) {
    return switch (meter) {
      case "input_tokens" -> 0;
      case "cached_input_tokens" -> 1;
      case "cache_write_tokens" -> 2;
      case "output_tokens" -> 3;
      default -> 4;
    };
  }

  @Override
  public int compareTo(LineKey other) {
    return ORDER.compare(this, other);
  }
}
