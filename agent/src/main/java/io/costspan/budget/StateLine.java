package io.costspan.budget;

import io.costspan.config.BudgetOption;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a file keeps of one budget, one value that it is split by and one step of its window.
 *
 * @param budget its name, currency, period and split, which must all be the same at the next start
 * @param startMillis when the step began
 */
record StateLine(String budget, String value, long startMillis, Account.Step step) {
  private static final String SEPARATOR = "\t";
  private static final int PARTS = 9;
  private static final long LONGEST_MILLIS = Duration.ofDays(367).toMillis();
  private static final int VALUE = 4;

  /** As {@link #print} writes it: never negative, and without an exponent. */
  private static final Pattern AMOUNT = Pattern.compile("\\d+(\\.\\d+)?");

  /** What identifies a budget from one start to the next. */
  static String budget(BudgetOption budget) {
    return String.join(
        SEPARATOR,
        budget.name(),
        budget.limit().currency(),
        budget.limit().period().text(),
        budget.split().text());
  }

  /** Values have neither tabs nor line ends, because they are excerpts. */
  String print() {
    return String.join(
        SEPARATOR,
        budget,
        value,
        Instant.ofEpochMilli(startMillis).toString(),
        step.amount().toPlainString(),
        Long.toString(step.unrated()),
        step.warned().stream().map(String::valueOf).collect(Collectors.joining(",")));
  }

  /** Whether a budget might still count it. */
  boolean isRecent(long nowMillis) {
    return nowMillis - startMillis < LONGEST_MILLIS;
  }

  /** Null for a line that nothing can be made of. */
  static @Nullable StateLine parse(String line) {
    String[] parts = line.split(SEPARATOR, -1);
    if (parts.length != PARTS) {
      return null;
    }
    try {
      Account.Step step =
          new Account.Step(
              0,
              amount(parts[VALUE + 2]),
              amount(parts[VALUE + 3]).longValueExact(),
              warned(parts));
      return new StateLine(
          String.join(SEPARATOR, List.of(parts).subList(0, VALUE)),
          parts[VALUE],
          Instant.parse(parts[VALUE + 1]).toEpochMilli(),
          step);
    } catch (RuntimeException malformed) {
      return null;
    }
  }

  private static BigDecimal amount(String text) {
    if (!AMOUNT.matcher(text).matches()) {
      throw new NumberFormatException(text);
    }
    return new BigDecimal(text);
  }

  private static List<Integer> warned(String[] parts) {
    List<Integer> warned = new ArrayList<>();
    for (String threshold : parts[PARTS - 1].split(",", -1)) {
      if (!threshold.isEmpty()) {
        warned.add(Integer.parseInt(threshold));
      }
    }
    return warned;
  }
}
