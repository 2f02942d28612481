package io.costspan.rating;

import io.costspan.ratecard.Band;
import io.costspan.ratecard.Rate;
import io.costspan.ratecard.RateCard;
import io.costspan.usage.UsageMeter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

/** A line of a card as it prices the quantities of one meter. */
record Pricing(RateCard card, Rate rate, UsageMeter meter, BigDecimal factor) {

  /** Adds to the charges what that quantity costs: one line per band that it reaches. */
  void charge(BigDecimal count, List<ChargeLine> charges) {
    if (rate.isLinear()) {
      chargeLinear(count, charges);
    } else {
      chargeBands(billed(count), charges);
    }
  }

  /**
   * What is priced alike becomes one line; but rounding, minimum and bands count each quantity for
   * itself.
   */
  private void chargeLinear(BigDecimal count, List<ChargeLine> charges) {
    Band band = rate.bands().get(0);
    for (int i = 0; i < charges.size(); i++) {
      ChargeLine earlier = charges.get(i);
      if (isOf(earlier, band)) {
        charges.set(i, line(earlier.quantity().add(count), band));
        return;
      }
    }
    charges.add(line(count, band));
  }

  private boolean isOf(ChargeLine line, Band band) {
    return line.meter() == meter
        && line.rate().equals(band.rate())
        && line.per().equals(rate.per())
        && line.factor().equals(factor)
        && line.priceId().equals(card.id());
  }

  /** Units after rounding up to whole blocks and after the minimum. */
  private BigDecimal billed(BigDecimal count) {
    BigDecimal units = rate.roundUp() ? wholeBlocks(count) : count;
    return units.max(rate.minimum());
  }

  private BigDecimal wholeBlocks(BigDecimal count) {
    return count.divide(rate.per(), 0, RoundingMode.CEILING).multiply(rate.per());
  }

  private void chargeBands(BigDecimal billed, List<ChargeLine> charges) {
    BigDecimal start = rate.over() == Rate.Over.MONTH ? startOfMonthlyVolume() : BigDecimal.ZERO;
    BigDecimal end = start.add(billed);
    BigDecimal from = BigDecimal.ZERO;
    for (Band band : rate.bands()) {
      BigDecimal upTo = band.upTo() == null ? end : band.upTo();
      BigDecimal inBand = end.min(upTo).subtract(start.max(from));
      if (inBand.signum() > 0) {
        charges.add(line(inBand, band));
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

  private ChargeLine line(BigDecimal quantity, Band band) {
    return new ChargeLine(
        meter,
        Decimals.plain(quantity),
        rate.per(),
        band.rate(),
        factor,
        amount(quantity, band),
        card.id());
  }

  /** Exact unless the quotient never ends, which is why it is taken last. */
  private BigDecimal amount(BigDecimal quantity, Band band) {
    BigDecimal unit = band.unit();
    if (unit != null) {
      return Decimals.product(quantity, unit, factor);
    }
    BigDecimal product = quantity.multiply(band.rate()).multiply(factor);
    return Decimals.plain(product.divide(rate.per(), MathContext.DECIMAL128));
  }
}
