package io.costspan.rating;

import io.costspan.ratecard.Band;
import io.costspan.ratecard.Rate;
import io.costspan.ratecard.RateCard;
import io.costspan.usage.UsageMeter;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** A line of a card that rounds up, has a minimum or bands, as it prices one meter. */
record Pricing(RateCard card, Rate rate, UsageMeter meter, BigDecimal factor) {

  /** Adds to the charges what that quantity costs: one line per band that it reaches. */
  void charge(BigDecimal count, Charges charges) {
    if (rate.isLinear()) {
      charges.charge(card, rate, meter, factor, count);
    } else {
      chargeBands(billed(count), charges);
    }
  }

  /** Units after rounding up to whole blocks and after the minimum. */
  private BigDecimal billed(BigDecimal count) {
    BigDecimal units = rate.roundUp() ? wholeBlocks(count) : count;
    return units.max(rate.minimum());
  }

  private BigDecimal wholeBlocks(BigDecimal count) {
    return count.divide(rate.per(), 0, RoundingMode.CEILING).multiply(rate.per());
  }

  private void chargeBands(BigDecimal billed, Charges charges) {
    BigDecimal start = rate.over() == Rate.Over.MONTH ? startOfMonthlyVolume() : BigDecimal.ZERO;
    BigDecimal end = start.add(billed);
    BigDecimal from = BigDecimal.ZERO;
    for (Band band : rate.bands()) {
      BigDecimal upTo = band.upTo() == null ? end : band.upTo();
      BigDecimal inBand = end.min(upTo).subtract(start.max(from));
      if (inBand.signum() > 0) {
        charges.append(Charges.line(card, rate, band, meter, factor, inBand));
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
}
