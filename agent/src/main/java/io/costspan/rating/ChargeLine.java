package io.costspan.rating;

import io.costspan.ratecard.PriceSource;
import io.costspan.usage.UsageMeter;
import java.math.BigDecimal;

/**
 * One charge of a rating: {@code amount = quantity x rate / per x factor}.
 *
 * @param quantity what is billed, in units of the meter; because of the line's rounding and minimum
 *     it may be more than was used
 * @param per units of the meter that {@code rate} buys
 * @param rate price of {@code per} units, in the currency of the rating
 * @param factor product of the card's factors that apply, 1 if there are none
 * @param amount unrounded
 * @param source the card
 */
public record ChargeLine(
    UsageMeter meter,
    BigDecimal quantity,
    BigDecimal per,
    BigDecimal rate,
    BigDecimal factor,
    BigDecimal amount,
    PriceSource source) {

  private static final int USUAL_LENGTH = 80;

  /** The id of the card. */
  public String priceId() {
    return source.id();
  }

  /** A line of text for people, such as {@code input_tokens 1200 x 2.50/1000000 = 0.003}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(USUAL_LENGTH);
    write(text);
    return text.toString();
  }

  /** Appends the same line. */
  public void write(StringBuilder text) {
    Decimals.write(quantity, text.append(meter).append(' '));
    Decimals.write(rate, text.append(" x "));
    if (per.compareTo(BigDecimal.ONE) != 0) {
      Decimals.write(per, text.append('/'));
    }
    if (factor.compareTo(BigDecimal.ONE) != 0) {
      Decimals.write(factor, text.append(" x "));
    }
    Decimals.write(amount, text.append(" = "));
  }
}
