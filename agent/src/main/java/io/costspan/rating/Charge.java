package io.costspan.rating;

import io.costspan.ratecard.Band;
import io.costspan.ratecard.Rate;
import io.costspan.ratecard.RateCard;
import io.costspan.usage.UsageMeter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

/** A quantity that has met its line of a card, on its way to charge lines. */
final class Charge {
  private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

  private final RateCard card;
  private final Rate rate;
  private final UsageMeter meter;
  private final BigDecimal factor;
  private BigDecimal count;

  Charge(RateCard card, Rate rate, UsageMeter meter, BigDecimal factor, BigDecimal count) {
    this.card = card;
    this.rate = rate;
    this.meter = meter;
    this.factor = factor;
    this.count = count;
  }

  /**
   * Takes the other's count if both are priced by the same line. Rounding, minimum and bands count
   * each quantity for itself, so those never merge.
   */
  boolean merge(Charge other) {
    boolean same =
        rate == other.rate
            && card == other.card
            && meter == other.meter
            && rate.isLinear()
            && factor.compareTo(other.factor) == 0;
    if (same) {
      count = count.add(other.count);
    }
    return same;
  }

  /** Adds one line per band that the billed quantity reaches. */
  void addLines(List<ChargeLine> lines) {
    if (rate.isLinear()) {
      lines.add(line(count, rate.bands().get(0).rate()));
    } else {
      addBands(billed(), lines);
    }
  }

  /** Units after rounding up to whole blocks and after the minimum. */
  private BigDecimal billed() {
    BigDecimal units = rate.roundUp() ? wholeBlocks() : count;
    return units.max(rate.minimum());
  }

  private BigDecimal wholeBlocks() {
    return count.divide(rate.per(), 0, RoundingMode.CEILING).multiply(rate.per());
  }

  private void addBands(BigDecimal billed, List<ChargeLine> lines) {
    BigDecimal start = rate.monthly() ? startOfMonthlyVolume() : BigDecimal.ZERO;
    BigDecimal end = start.add(billed);
    BigDecimal from = BigDecimal.ZERO;
    for (Band band : rate.bands()) {
      BigDecimal upTo = band.upTo() == null ? end : band.upTo();
      BigDecimal inBand = end.min(upTo).subtract(start.max(from));
      if (inBand.signum() > 0) {
        lines.add(line(inBand, band.rate()));
      }
      from = upTo;
    }
  }

  /** Without word from the user, the free bands of the month are taken to be used up. */
  private BigDecimal startOfMonthlyVolume() {
    BigDecimal used = card.used(meter);
    return used == null ? freeVolume() : used;
  }

  private BigDecimal freeVolume() {
    BigDecimal volume = BigDecimal.ZERO;
    for (Band band : rate.bands()) {
      if (band.rate().signum() > 0 || band.upTo() == null) {
        break;
      }
      volume = band.upTo();
    }
    return volume;
  }

  private ChargeLine line(BigDecimal quantity, BigDecimal price) {
    BigDecimal product = quantity.multiply(price);
    BigDecimal scaled = factor.equals(BigDecimal.ONE) ? product : product.multiply(factor);
    return new ChargeLine(
        meter,
        plain(quantity),
        rate.per(),
        price,
        factor,
        plain(divide(scaled, rate.per())),
        card.id());
  }

  /** Exact unless the quotient never ends. */
  private static BigDecimal divide(BigDecimal amount, BigDecimal per) {
    if (per.equals(MILLION)) {
      return amount.scaleByPowerOfTen(-6);
    }
    return per.equals(BigDecimal.ONE) ? amount : amount.divide(per, MathContext.DECIMAL128);
  }

  /** Without trailing zeros and without exponent. */
  static BigDecimal plain(BigDecimal value) {
    if (value.scale() == 0) {
      return value;
    }
    BigDecimal stripped = value.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }
}
