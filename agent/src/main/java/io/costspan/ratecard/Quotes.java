package io.costspan.ratecard;

import io.costspan.ratecard.Lines.Line;
import io.costspan.usage.UsageMeter;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Finds the lines and factors of a card for the quantities of a call, one after the other.
 * Evaluates each condition of the card only once, until the attributes change.
 */
public final class Quotes {
  private final Attributes attributes;
  private final JudgedConditions conditions;
  private @Nullable RateCard card;

  /** The factors that were multiplied last, null if these are out of date. */
  private Line<Factor> @Nullable [] factors;

  private @Nullable BigDecimal product = BigDecimal.ONE;

  public Quotes(Attributes attributes) {
    this.attributes = attributes;
    this.conditions = new JudgedConditions(attributes);
  }

  /** Reports that the attributes have changed. */
  public void forget() {
    conditions.forget();
    factors = null;
  }

  /** The line of a card that prices a quantity of that meter, null if there is none. */
  public @Nullable Rate rate(RateCard card, UsageMeter meter) {
    ask(card);
    for (Line<Rate> line : card.rates().of(meter)) {
      if (conditions.hold(line)) {
        return line.its();
      }
    }
    return null;
  }

  /**
   * The product of a card's factors that apply, {@link BigDecimal#ONE} if none does. Null if a
   * number that the call states for a factor cannot be read.
   */
  public @Nullable BigDecimal factor(RateCard card, UsageMeter meter) {
    ask(card);
    Line<Factor>[] all = card.factors().of(meter);
    if (all != factors) {
      product = product(all);
      factors = all;
    }
    return product;
  }

  private void ask(RateCard card) {
    if (this.card != card) {
      this.card = card;
      forget();
    }
  }

  private @Nullable BigDecimal product(Line<Factor>[] all) {
    BigDecimal product = BigDecimal.ONE;
    for (Line<Factor> line : all) {
      if (conditions.hold(line)) {
        BigDecimal by = line.its().by().of(attributes);
        if (by == null) {
          return null;
        }
        product = product == BigDecimal.ONE ? by : product.multiply(by);
      }
    }
    return product;
  }
}
