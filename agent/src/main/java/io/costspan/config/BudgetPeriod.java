package io.costspan.config;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * For how long a budget lasts.
 *
 * @param length of a sliding period, else zero
 * @param text as a user writes it, such as {@code day} or {@code 24h}
 */
public record BudgetPeriod(Kind kind, Duration length, String text) {
  private static final Pattern LENGTH = Pattern.compile("(\\d{1,4})([mhd])");
  private static final Duration LONGEST = Duration.ofDays(366);

  /** The calendar's periods are those of UTC. */
  public enum Kind {
    HOUR,
    DAY,
    MONTH,
    /** The time before now. */
    SLIDING,
    /** One logical request of the application, however long it takes. */
    REQUEST
  }

  static BudgetPeriod of(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    for (Kind kind : Kind.values()) {
      if (kind != Kind.SLIDING && kind.name().toLowerCase(Locale.ROOT).equals(lower)) {
        return new BudgetPeriod(kind, Duration.ZERO, lower);
      }
    }
    return new BudgetPeriod(Kind.SLIDING, length(lower), lower);
  }

  private static Duration length(String text) {
    Matcher matcher = LENGTH.matcher(text);
    Duration length = matcher.matches() ? length(matcher) : Duration.ZERO;
    if (length.isZero() || length.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "the period is hour, day, month, request, or the time before now, such as 24h, 30d or 15m");
    }
    return length;
  }

  private static Duration length(Matcher matcher) {
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }

  /** For sentences, such as {@code per day} or {@code in 24h}. */
  public String words() {
    return (kind == Kind.SLIDING ? "in " : "per ") + text;
  }
}
