package io.costspan.condition;

import static java.util.stream.Collectors.joining;

import io.costspan.json.JsonValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a condition accepts for one name: any of several values, or a missing value. */
public final class Accepted {
  private static final String NOTHING = "null";

  private final Expected[] any;
  private final boolean missing;
  private final boolean numbers;

  private Accepted(List<Expected> any, boolean missing) {
    this.any = any.toArray(new Expected[0]);
    this.missing = missing;
    this.numbers = !missing && any.stream().allMatch(Expected.Range.class::isInstance);
  }

  /**
   * Reads a value or a list of values; null stands for a missing value.
   *
   * @param name the name in the condition, for error messages
   */
  public static Accepted parse(String name, JsonValue json) {
    List<Expected> any = new ArrayList<>();
    boolean missing = false;
    for (JsonValue value : json.isArray() ? json.items() : List.of(json)) {
      missing |= value.isNull();
      if (!value.isNull()) {
        any.add(expected(name, value));
      }
    }
    return new Accepted(any, missing);
  }

  private static Expected expected(String name, JsonValue value) {
    Expected expected = Expected.parse(value.scalar());
    if (expected == null) {
      throw value.error(
          "\""
              + value.scalar()
              + "\" is not a value for \""
              + name
              + "\"; write a word, a bound such as \">272000\" or UTC hours such as"
              + " \"16:30-00:30\"");
    }
    return expected;
  }

  /** Whether only numbers are accepted. */
  public boolean numbers() {
    return numbers;
  }

  /**
   * Same as {@link #test}, for an integer; only for conditions that accept only {@link #numbers}.
   */
  public boolean testNumber(long number) {
    for (Expected one : any) {
      if (((Expected.Range) one).contains(number)) {
        return true;
      }
    }
    return false;
  }

  /** Whether that text, number or boolean is accepted; null is a missing value. */
  public boolean test(@Nullable Object value) {
    if (value == null) {
      return missing;
    }
    for (Expected one : any) {
      if (one.accepts(value)) {
        return true;
      }
    }
    return false;
  }

  /** Whether this accepts everything that the other accepts. */
  boolean covers(Accepted other) {
    return (missing || !other.missing) && Stream.of(other.any).allMatch(this::covers);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Accepted same
        && missing == same.missing
        && Arrays.equals(any, same.any);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(any);
  }

  private boolean covers(Expected other) {
    return Stream.of(any).anyMatch(one -> one.covers(other));
  }

  /**
   * Whether a text matches a pattern, in which a star at the end or the beginning stands for any
   * text.
   */
  public static boolean matches(String pattern, String text) {
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

  /** The integer that a text represents, -1 if there is none or if it may not fit. */
  public static long number(String text) {
    if (text.isEmpty() || text.length() > 18) {
      return -1;
    }
    long number = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number;
  }

  /** The values as written in a file, and null for a missing value. */
  public List<@Nullable String> texts() {
    List<@Nullable String> texts = new ArrayList<>();
    Stream.of(any).forEach(one -> texts.add(one.toString()));
    if (missing) {
      texts.add(null);
    }
    return texts;
  }

  /** As text for people, such as {@code 5m|1h}. */
  @Override
  public String toString() {
    return texts().stream().map(text -> text == null ? NOTHING : text).collect(joining("|"));
  }
}
