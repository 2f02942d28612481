package io.costspan.ratecard;

import io.costspan.condition.Conditions;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;

/**
 * One line of a card: what {@code per} units of a meter cost.
 *
 * @param per units of the meter that the rate buys
 * @param roundUp whether a block of {@code per} units is billed in full once it is begun
 * @param minimum the minimum number of units that are billed, 0 for none
 * @param bands never empty; a flat rate is a single band without end
 * @param over to which units rounding, minimum and bands apply
 */
public record Rate(
    MeterSet meters,
    BigDecimal per,
    boolean roundUp,
    BigDecimal minimum,
    List<Band> bands,
    Over over,
    Conditions<Attributes> when)
    implements Priced {

  /** Which units are added up before they are billed. */
  public enum Over {
    /** Each quantity separately. */
    QUANTITY,
    /** All quantities of a call that the line prices, regardless of their meters. */
    CALL,
    /** The volume of the month. */
    MONTH;

    /** The word in a price file. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Rate {
    bands = List.copyOf(bands);
  }

  /** Whether quantities may be added up before this line prices them. */
  public boolean isLinear() {
    return !roundUp && minimum.signum() == 0 && bands.size() == 1;
  }

  /**
   * The units that are billed for a count: blocks in full once begun, and no fewer than the
   * minimum.
   */
  public BigDecimal billed(BigDecimal count) {
    return (roundUp ? wholeBlocks(count) : count).max(minimum);
  }

  private BigDecimal wholeBlocks(BigDecimal count) {
    return count.divide(per, 0, RoundingMode.CEILING).multiply(per);
  }

  /** The units of a month that cost nothing. */
  public BigDecimal freeVolume() {
    BigDecimal volume = BigDecimal.ZERO;
    for (Band band : bands) {
      if (band.rate().signum() > 0 || band.upTo() == null) {
        break;
      }
      volume = band.upTo();
    }
    return volume;
  }
}
