package io.costspan.budget;

import io.costspan.config.BudgetPeriod;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;

/**
 * Divides time into steps, of which the latest ones are the window of a budget. A window of the
 * calendar is a single step; one that slides consists of many, and moves on by one of them.
 */
interface Window {
  int SLIDING_STEPS = 60;
  int MONTHS = 12;

  /** The number of the step at that time. */
  long step(long millis);

  /** When a step begins. */
  long startMillis(long step);

  /** How many steps there are in the window. */
  int steps();

  static Window of(BudgetPeriod period) {
    return switch (period.kind()) {
      case HOUR -> new Even(ChronoUnit.HOURS.getDuration().toMillis(), 1);
      case DAY -> new Even(ChronoUnit.DAYS.getDuration().toMillis(), 1);
      case MONTH -> new Monthly();
      case SLIDING -> sliding(period.length());
      case REQUEST -> throw new IllegalArgumentException(period.text());
    };
  }

  private static Window sliding(Duration length) {
    return new Even(length.toMillis() / SLIDING_STEPS, SLIDING_STEPS);
  }

  /** Steps of the same length. */
  record Even(long stepMillis, int steps) implements Window {
    @Override
    public long step(long millis) {
      return Math.floorDiv(millis, stepMillis);
    }

    @Override
    public long startMillis(long step) {
      return step * stepMillis;
    }
  }

  /** The months of the calendar. */
  record Monthly() implements Window {
    @Override
    public long step(long millis) {
      ZonedDateTime day = Instant.ofEpochMilli(millis).atZone(ZoneOffset.UTC);
      return (long) day.getYear() * MONTHS + day.getMonthValue() - 1;
    }

    @Override
    public long startMillis(long step) {
      LocalDate first = LocalDate.of((int) (step / MONTHS), (int) (step % MONTHS) + 1, 1);
      return first.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    }

    @Override
    public int steps() {
      return 1;
    }
  }
}
