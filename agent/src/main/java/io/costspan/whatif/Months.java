package io.costspan.whatif;

import io.costspan.whatif.FlatComparison.Range;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How the sum of a month would vary: a thousand months are put together of thirty days each, drawn
 * from the days of the ledger, those without a call included. The draw is the same every time.
 */
final class Months {
  static final int DAYS = 30;

  /** With fewer days of the ledger, weekends or a single busy day would decide. */
  static final int LEAST_DAYS = 7;

  private static final int MONTHS = 1_000;
  private static final long SEED = 30;
  private static final int LOW = MONTHS / 20 - 1;
  private static final int MIDDLE = MONTHS / 2 - 1;
  private static final int HIGH = MONTHS - MONTHS / 20 - 1;

  private final TreeMap<LocalDate, Day> days = new TreeMap<>();

  /** The calls of a day, and what they cost. */
  private record Day(long calls, BigDecimal sum) {
    static final Day EMPTY = new Day(0, BigDecimal.ZERO);

    Day plus(BigDecimal amount) {
      return new Day(calls + 1, sum.add(amount));
    }
  }

  void add(LocalDate day, BigDecimal amount) {
    days.merge(day, Day.EMPTY.plus(amount), (known, one) -> known.plus(amount));
  }

  /** Each day from the first call to the last. */
  private List<Day> all() {
    return days.isEmpty()
        ? List.of()
        : days.firstKey()
            .datesUntil(days.lastKey().plusDays(1))
            .map(day -> days.getOrDefault(day, Day.EMPTY))
            .toList();
  }

  /** From the first call to the last. */
  long days() {
    return all().size();
  }

  /** The sums by the amounts of the calls; null if there are too few days. */
  @Nullable Range byAmounts() {
    return range(Day::sum);
  }

  /** The sums at a price per call; null if there are too few days. */
  @Nullable Range at(BigDecimal price) {
    return range(day -> price.multiply(BigDecimal.valueOf(day.calls())));
  }

  private @Nullable Range range(Function<Day, BigDecimal> amount) {
    List<BigDecimal> sums = new ArrayList<>();
    all().forEach(day -> sums.add(amount.apply(day)));
    if (sums.size() < LEAST_DAYS) {
      return null;
    }
    Random random = new Random(SEED);
    BigDecimal[] months = new BigDecimal[MONTHS];
    Arrays.setAll(months, i -> month(sums, random));
    Arrays.sort(months);
    return new Range(months[LOW], months[MIDDLE], months[HIGH]);
  }

  private static BigDecimal month(List<BigDecimal> sums, Random random) {
    BigDecimal month = BigDecimal.ZERO;
    for (int i = 0; i < DAYS; i++) {
      month = month.add(sums.get(random.nextInt(sums.size())));
    }
    return month;
  }
}
