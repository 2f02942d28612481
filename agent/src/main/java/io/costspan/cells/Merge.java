package io.costspan.cells;

import io.costspan.wire.JsonSink;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How the values of one field are merged, in one document or over a stream of documents. */
public enum Merge {
  /** The last value that is not null: the last value of a stream is used. */
  LAST,
  MAX,
  SUM,
  /** The number of values. */
  COUNT,
  /** The number of different texts. */
  DISTINCT,
  /** How often each different text occurred. */
  TALLY,
  /** The number of characters of all texts. */
  LENGTH,
  /** The same, but characters beyond the first 65,536, such as emoji, count as two. */
  UTF16,
  /** An estimate of the tokens of all texts, which are reported by {@link JsonSink#tokens}. */
  TOKENS;

  /** The number of different texts kept for one field, so that no reply can fill the memory. */
  private static final int DISTINCT_LIMIT = 256;

  private static final int BRIEF = 64;
  private static final int HASH_DIGITS = 8;

  /** The word in a provider file. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether the result is the agent's own count rather than the provider's. */
  public boolean counts() {
    return this != LAST && this != MAX && this != SUM;
  }

  /** Whether characters are counted. */
  public boolean measures() {
    return this == LENGTH || this == UTF16;
  }

  /** A single value, ready to be merged; for a length, a value that is not text. */
  Object lift(Object value) {
    return switch (this) {
      case COUNT -> BigDecimal.ONE;
      case LENGTH, UTF16 -> Values.PRESENT;
      case DISTINCT -> new HashSet<>(Set.of(brief(Values.text(value))));
      case TALLY -> Tally.of(Values.text(value));
      default -> value;
    };
  }

  /** Long texts only need to be distinguished. */
  private static String brief(String text) {
    return text.length() <= BRIEF
        ? text
        : text.substring(0, BRIEF - HASH_DIGITS) + Integer.toHexString(text.hashCode());
  }

  /** The value known so far merged with the new one. */
  Object join(@Nullable Object known, Object now) {
    if (known == null) {
      return now;
    }
    return switch (this) {
      case LAST -> now;
      case DISTINCT -> union(known, now);
      case TALLY -> ((Tally) known).plus((Tally) now);
      case LENGTH, UTF16 -> lengths(known, now);
      case TOKENS -> ((Tokens) known).plus((Tokens) now);
      case MAX -> larger(known, now);
      default -> sum(known, now);
    };
  }

  /** A value that is not text, such as the array around texts, counts as nothing next to them. */
  private static Object lengths(Object known, Object now) {
    if (!(now instanceof BigDecimal length)) {
      return known;
    }
    return known instanceof BigDecimal sum ? sum.add(length) : length;
  }

  // A value that is not a number is kept, so that the others are not mistaken for the total.
  private static Object larger(Object known, Object now) {
    BigDecimal left = Values.number(known);
    BigDecimal right = Values.number(now);
    if (left == null || right == null) {
      return left == null ? known : now;
    }
    return left.compareTo(right) >= 0 ? known : now;
  }

  private static Object sum(Object known, Object now) {
    BigDecimal left = Values.number(known);
    BigDecimal right = Values.number(now);
    if (left == null || right == null) {
      return left == null ? known : now;
    }
    return left.add(right);
  }

  @SuppressWarnings("unchecked")
  private static Object union(Object known, Object now) {
    Set<String> texts = (Set<String>) known;
    if (texts.size() < DISTINCT_LIMIT) {
      texts.addAll((Set<String>) now);
    }
    return texts;
  }
}
