package io.costspan.series;

import java.math.BigDecimal;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

/**
 * The sum of one series, exact to twelve decimals however many amounts it consists of. Adding
 * neither waits for other threads nor allocates.
 */
final class Sum implements Total {
  private static final int DECIMALS = 12;
  private static final long PER_UNIT = 1_000_000_000_000L;

  /** Amounts that would soon exceed what longs can hold. */
  private static final double HUGE = 1e9;

  private final Labels labels;
  private final LongAdder units = new LongAdder();
  private final LongAdder fractions = new LongAdder();
  private final DoubleAdder huge = new DoubleAdder();

  Sum(Labels labels) {
    this.labels = labels;
  }

  void add(BigDecimal amount) {
    double value = amount.doubleValue();
    if (value >= HUGE) {
      huge.add(value);
      return;
    }
    long whole = (long) value;
    if (whole != 0) {
      units.add(whole);
    }
    long fraction = Math.round((value - whole) * PER_UNIT);
    if (fraction != 0) {
      fractions.add(fraction);
    }
  }

  void increment() {
    units.increment();
  }

  @Override
  public Labels labels() {
    return labels;
  }

  /** The double that is closest to the sum. */
  @Override
  public synchronized double value() {
    long fraction = fractions.sum();
    long carry = fraction / PER_UNIT;
    if (carry != 0) {
      fractions.add(-carry * PER_UNIT);
      units.add(carry);
    }
    BigDecimal exact =
        BigDecimal.valueOf(fraction - carry * PER_UNIT, DECIMALS)
            .add(BigDecimal.valueOf(units.sum()));
    return exact.doubleValue() + huge.sum();
  }
}
