package io.costspan.rating;

import io.costspan.ratecard.Band;
import io.costspan.ratecard.Rate;
import io.costspan.ratecard.RateCard;
import io.costspan.usage.UsageMeter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.Objects;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/** The charge lines of a bill in the making; only this package adds lines. */
final class Charges extends AbstractList<ChargeLine> implements RandomAccess {
  private @Nullable ChargeLine[] lines;
  private int size;

  /**
   * @param expected how many there may be; if the number is odd, one more takes no extra memory
   */
  Charges(int expected) {
    lines = new ChargeLine[expected + (expected & 1)];
  }

  @Override
  public ChargeLine get(int index) {
    Objects.checkIndex(index, size);
    return Objects.requireNonNull(lines[index]);
  }

  @Override
  public int size() {
    return size;
  }

  /** Adds the charge of a card's line for that many units of a meter. */
  void charge(RateCard card, Rate rate, UsageMeter meter, BigDecimal factor, BigDecimal count) {
    if (rate.isLinear()) {
      chargeLinear(card, rate, meter, factor, count);
    } else if (rate.bands().size() == 1) {
      append(line(card, rate, rate.bands().get(0), meter, factor, rate.billed(count)));
    } else {
      chargeBands(card, rate, meter, factor, rate.billed(count));
    }
  }

  /**
   * Quantities with the same price become one line, while rounding, minimum and bands apply to each
   * quantity separately.
   */
  private void chargeLinear(
      RateCard card, Rate rate, UsageMeter meter, BigDecimal factor, BigDecimal count) {
    Band band = rate.bands().get(0);
    for (int i = 0; i < size; i++) {
      ChargeLine earlier = get(i);
      if (earlier.meter() == meter
          && earlier.rate().equals(band.rate())
          && earlier.per().equals(rate.per())
          && earlier.factor().equals(factor)
          && earlier.priceId().equals(card.id())) {
        lines[i] = line(card, rate, band, meter, factor, earlier.quantity().add(count));
        return;
      }
    }
    append(line(card, rate, band, meter, factor, count));
  }

  /** Adds one line per band that the units reach. */
  private void chargeBands(
      RateCard card, Rate rate, UsageMeter meter, BigDecimal factor, BigDecimal billed) {
    BigDecimal start = rate.over() == Rate.Over.MONTH ? used(card, rate, meter) : BigDecimal.ZERO;
    BigDecimal end = start.add(billed);
    BigDecimal from = BigDecimal.ZERO;
    for (Band band : rate.bands()) {
      BigDecimal upTo = band.upTo() == null ? end : band.upTo();
      BigDecimal inBand = end.min(upTo).subtract(start.max(from));
      if (inBand.signum() > 0) {
        append(line(card, rate, band, meter, factor, inBand));
      }
      from = upTo;
    }
  }

  /** Unless the user says otherwise, the free bands of the month count as used up. */
  private static BigDecimal used(RateCard card, Rate rate, UsageMeter meter) {
    BigDecimal used = card.used(meter);
    return used == null ? rate.freeVolume() : used;
  }

  private void append(ChargeLine line) {
    if (size == lines.length) {
      lines = Arrays.copyOf(lines, size + size / 2 + 1);
    }
    lines[size++] = line;
  }

  private static ChargeLine line(
      RateCard card,
      Rate rate,
      Band band,
      UsageMeter meter,
      BigDecimal factor,
      BigDecimal quantity) {
    return new ChargeLine(
        meter,
        Decimals.plain(quantity),
        rate.per(),
        band.rate(),
        factor,
        amount(rate, band, factor, quantity),
        card);
  }

  /**
   * Exact unless the quotient has no finite decimal expansion, which is why the division comes
   * last.
   */
  private static BigDecimal amount(Rate rate, Band band, BigDecimal factor, BigDecimal quantity) {
    BigDecimal unit = band.unit();
    if (unit != null) {
      return Decimals.product(quantity, unit, factor);
    }
    BigDecimal product = quantity.multiply(band.rate()).multiply(factor);
    return Decimals.plain(product.divide(rate.per(), MathContext.DECIMAL128));
  }
}
