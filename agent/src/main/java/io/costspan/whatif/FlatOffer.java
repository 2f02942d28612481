package io.costspan.whatif;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A price per call, whatever its tokens.
 *
 * @param model the calls for which it is offered
 * @param price of one call that is billed
 * @param currency ISO 4217 code, or {@code x:name} of a contract unit
 */
public record FlatOffer(ModelPattern model, BigDecimal price, String currency) {
  private static final String USD = "USD";
  private static final Pattern OFFER =
      Pattern.compile("(.+)=(\\d{1,12}(?:\\.\\d{1,12})?)(?::([A-Z]{3}|x:[a-z0-9_]{1,40}))?");

  /**
   * Reads {@code openai/gpt-4o=0.01}, which is in dollars, or {@code openai/gpt-4o=2:x:credit}.
   *
   * @throws IllegalArgumentException with a message that says what would be valid
   */
  public static FlatOffer of(String text) {
    Matcher offer = OFFER.matcher(text);
    if (!offer.matches()) {
      throw new IllegalArgumentException(
          "\""
              + text
              + "\": use MODEL=PRICE[:CURRENCY], such as openai/gpt-4o=0.01,"
              + " openai/gpt-4o=0.01:EUR or openai/gpt-4o=2:x:copilot_credit");
    }
    String currency = offer.group(3) == null ? USD : offer.group(3);
    return new FlatOffer(ModelPattern.of(offer.group(1)), new BigDecimal(offer.group(2)), currency);
  }

  @Override
  public String toString() {
    return model + "=" + price.toPlainString() + " " + currency;
  }
}
