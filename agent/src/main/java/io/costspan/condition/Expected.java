package io.costspan.condition;

import java.math.BigDecimal;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One value that a condition accepts: a word, all texts that match a pattern such as {@code /v1/*},
 * a bound such as {@code >272000}, or hours of the day.
 */
sealed interface Expected {
  boolean accepts(Object value);

  /** Whether everything that the other accepts is accepted here too. */
  boolean covers(Expected other);

  /** Parses the text; null if it is not such a value. */
  static @Nullable Expected parse(String text) {
    if (text.isBlank()) {
      return null;
    }
    if (text.charAt(0) == '>' || text.charAt(0) == '<') {
      return Bound.parse(text);
    }
    if (Hours.SHAPE.matcher(text).matches()) {
      return Hours.parse(text);
    }
    return text.endsWith("*") || text.startsWith("*") ? new Some(text) : new Value(text);
  }

  private static String text(Object value) {
    return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
  }

  /** All texts that match a pattern. */
  record Some(String pattern) implements Expected {
    @Override
    public boolean accepts(Object value) {
      return Accepted.matches(pattern, text(value));
    }

    /** Whatever begins with {@code ab*} begins with {@code a}, whatever its star stands for. */
    @Override
    public boolean covers(Expected other) {
      return (other instanceof Value || other instanceof Some) && accepts(other.toString());
    }

    @Override
    public String toString() {
      return pattern;
    }
  }

  /** The word itself, alone or as a member of a list joined with commas. */
  record Value(String text) implements Expected {
    @Override
    public boolean accepts(Object value) {
      String found = Expected.text(value);
      return found.equals(text) || (found.indexOf(',') >= 0 && isMember(found));
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

    @Override
    public String toString() {
      return text;
    }
  }

  /** A range of numbers. */
  sealed interface Range extends Expected {
    boolean contains(long number);
  }

  /** Numbers above or below an integer. */
  record Bound(boolean above, boolean inclusive, long limit) implements Range {
    private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,18}(\\.\\d{1,18})?");

    static @Nullable Bound parse(String text) {
      boolean inclusive = text.startsWith("=", 1);
      long limit = Accepted.number(text.substring(inclusive ? 2 : 1));
      return limit < 0 ? null : new Bound(text.charAt(0) == '>', inclusive, limit);
    }

    @Override
    public boolean contains(long number) {
      return number == limit ? inclusive : number > limit == above;
    }

    @Override
    public boolean accepts(Object value) {
      if (value instanceof BigDecimal number) {
        int order = number.compareTo(BigDecimal.valueOf(limit));
        return order == 0 ? inclusive : order > 0 == above;
      }
      String text = value.toString();
      long number = Accepted.number(text);
      return number < 0
          ? DECIMAL.matcher(text).matches() && accepts(new BigDecimal(text))
          : contains(number);
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

  /**
   * A half-open range of hours of the day, which may cross midnight. As numbers, times are minutes.
   */
  record Hours(LocalTime from, LocalTime until) implements Range {
    static final Pattern SHAPE = Pattern.compile("\\d{2}:\\d{2}-\\d{2}:\\d{2}");

    /** A time of day, alone or after a date. */
    private static final Pattern TIME = Pattern.compile("(?:[0-9-]+[T ])?(\\d{2}:\\d{2})\\b.*");

    static @Nullable Hours parse(String text) {
      try {
        return new Hours(LocalTime.parse(text.substring(0, 5)), LocalTime.parse(text.substring(6)));
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

    @Override
    public boolean accepts(Object value) {
      var time = TIME.matcher(value.toString());
      try {
        return time.matches() && contains(minutes(LocalTime.parse(time.group(1))));
      } catch (DateTimeParseException e) {
        return false;
      }
    }

    private static long minutes(LocalTime time) {
      return time.toSecondOfDay() / 60;
    }

    @Override
    public boolean covers(Expected other) {
      return other.equals(this);
    }

    @Override
    public String toString() {
      return from + "-" + until;
    }
  }
}
