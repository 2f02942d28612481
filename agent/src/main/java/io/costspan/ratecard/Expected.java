package io.costspan.ratecard;

import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * One value that a condition accepts: a word, all that begin alike ({@code /v1/*}), a bound such as
 * {@code >272000}, or hours of day.
 */
sealed interface Expected {
  boolean accepts(String value);

  /** Whether everything that the other accepts is accepted here too. */
  boolean covers(Expected other);

  /**
   * Reads {@code >N >=N <N <=N HH:MM-HH:MM prefix*} or a plain word; null if it is none of these.
   */
  static @Nullable Expected parse(String word, String text) {
    if (text.isBlank()) {
      return null;
    }
    if (text.charAt(0) == '>' || text.charAt(0) == '<') {
      return Bound.parse(text);
    }
    if (word.equals(Words.TIME)) {
      return Hours.parse(text);
    }
    return text.endsWith("*") ? new Prefix(text.substring(0, text.length() - 1)) : new Value(text);
  }

  /** All that begin like it. */
  record Prefix(String start) implements Expected {
    @Override
    public boolean accepts(String value) {
      return value.startsWith(start);
    }

    @Override
    public String toString() {
      return start + "*";
    }

    @Override
    public boolean covers(Expected other) {
      return other instanceof Prefix prefix
          ? prefix.start.startsWith(start)
          : other instanceof Value value && value.text.startsWith(start);
    }
  }

  /** The word itself, alone or as a member of a list joined with commas. */
  record Value(String text) implements Expected {
    @Override
    public boolean accepts(String value) {
      return value.equals(text) || (value.indexOf(',') >= 0 && isMember(value));
    }

    @Override
    public String toString() {
      return text;
    }

    private boolean isMember(String list) {
      for (int at = list.indexOf(text); at >= 0; at = list.indexOf(text, at + 1)) {
        int end = at + text.length();
        boolean begins = at == 0 || list.charAt(at - 1) == ',';
        if (begins && (end == list.length() || list.charAt(end) == ',')) {
          return true;
        }
      }
      return false;
    }

    @Override
    public boolean covers(Expected other) {
      return other.equals(this);
    }
  }

  /** The whole number that a text is, -1 if it is none or may not fit. */
  static long number(String text) {
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

  /** A stretch of whole numbers. */
  sealed interface Range extends Expected {
    boolean contains(long number);

    @Override
    default boolean accepts(String value) {
      long number = number(value);
      return number >= 0 && contains(number);
    }
  }

  /** A whole number above or below a limit. */
  record Bound(boolean above, boolean inclusive, long limit) implements Range {
    static @Nullable Bound parse(String text) {
      boolean inclusive = text.startsWith("=", 1);
      long limit = number(text.substring(inclusive ? 2 : 1));
      return limit < 0 ? null : new Bound(text.charAt(0) == '>', inclusive, limit);
    }

    @Override
    public boolean contains(long number) {
      return number == limit ? inclusive : number > limit == above;
    }

    @Override
    public boolean covers(Expected other) {
      if (other instanceof Value value) {
        return accepts(value.text());
      }
      return other instanceof Bound bound
          && bound.above == above
          && (bound.limit == limit ? inclusive || !bound.inclusive : bound.limit > limit == above);
    }

    @Override
    public String toString() {
      return (above ? ">" : "<") + (inclusive ? "=" : "") + limit;
    }
  }

  /** Hours of the day in UTC, half-open; may run over midnight. */
  record Hours(LocalTime from, LocalTime until) implements Range {
    static @Nullable Hours parse(String text) {
      int dash = text.indexOf('-');
      if (dash < 0) {
        return null;
      }
      try {
        return new Hours(
            LocalTime.parse(text.substring(0, dash)), LocalTime.parse(text.substring(dash + 1)));
      } catch (DateTimeParseException e) {
        return null;
      }
    }

    @Override
    public boolean contains(long minutes) {
      boolean started = minutes >= minutes(from);
      boolean open = minutes < minutes(until);
      return from.isBefore(until) ? started && open : started || open;
    }

    private static long minutes(LocalTime time) {
      return time.toSecondOfDay() / 60;
    }

    @Override
    public String toString() {
      return from + "-" + until;
    }

    @Override
    public boolean covers(Expected other) {
      return other.equals(this);
    }
  }
}
