package io.costspan.reading;

import io.costspan.wire.JsonSink;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What becomes of the values that one field meets, in one document or over a stream of them. */
enum Merge {
  /** The last value that is not null: what a stream says last holds. */
  LAST,
  MAX,
  SUM,
  /** How many values there were. */
  COUNT,
  /** How many different texts there were. */
  DISTINCT,
  /** How often each different text occurred. */
  TALLY,
  /** Characters of all texts. */
  LENGTH,
  /** The same, where those beyond the first 65,536, such as emoji, count as two. */
  UTF16,
  /** A guess at the tokens of all texts; they come by {@link JsonSink#tokens}. */
  TOKENS;

  /** Different texts kept of one field, so that no reply can make us grow. */
  private static final int DISTINCT_LIMIT = 256;

  private static final int BRIEF = 64;
  private static final int HASH_DIGITS = 8;

  /** The word for it in a provider file. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether the result is our count rather than the provider's. */
  boolean counts() {
    return this != LAST && this != MAX && this != SUM;
  }

  /** Whether characters are counted. */
  boolean measures() {
    return this == LENGTH || this == UTF16;
  }

  /** One value, ready to be merged; of a length, one that is no text. */
  Object lift(Object value) {
    return switch (this) {
      case COUNT -> BigDecimal.ONE;
      case LENGTH, UTF16 -> Values.PRESENT;
      case DISTINCT -> new HashSet<>(Set.of(brief(Values.text(value))));
      case TALLY -> Tally.of(Values.text(value));
      default -> value;
    };
  }

  /** Long texts only need to be told apart. */
  private static String brief(String text) {
    return text.length() <= BRIEF
        ? text
        : text.substring(0, BRIEF - HASH_DIGITS) + Integer.toHexString(text.hashCode());
  }

  /** What was known so far together with what came now. */
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

  /** What is no text, such as the array around texts, counts nothing beside them. */
  private static Object lengths(Object known, Object now) {
    if (!(now instanceof BigDecimal length)) {
      return known;
    }
    return known instanceof BigDecimal sum ? sum.add(length) : length;
  }

  // One that is no number stays, lest the others pass for the whole.
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
