package io.costspan.cli.books;

import io.costspan.rating.ExchangeRates;
import io.costspan.whatif.EffectivePrices;
import io.costspan.whatif.EffectivePrices.Price;
import java.io.PrintWriter;

/** What calls and tokens have really cost, by model and unit. */
final class EffectiveSheet {
  private EffectiveSheet() {}

  /** Prints it; amounts in money are left out if nobody says what units are worth. */
  static void print(
      EffectivePrices effective, ExchangeRates rates, SheetOptions form, PrintWriter out) {
    String money = rates.main().orElse(null);
    Sheet sheet =
        new Sheet()
            .text("model")
            .text("operation")
            .number("calls")
            .number("amount")
            .text("unit")
            .number("perCall")
            .number("tokens")
            .number("perThousandTokens");
    if (money != null) {
      sheet.number("perCallIn" + money).number("perThousandTokensIn" + money);
    }
    for (Price price : effective.prices()) {
      if (money == null) {
        sheet.row(
            price.group().model(),
            price.group().operation(),
            price.calls(),
            price.amount(),
            unit(price),
            price.perCall(),
            price.tokens(),
            price.perThousandTokens());
      } else {
        sheet.row(
            price.group().model(),
            price.group().operation(),
            price.calls(),
            price.amount(),
            unit(price),
            price.perCall(),
            price.tokens(),
            price.perThousandTokens(),
            price.perCallInMoney(),
            price.perThousandTokensInMoney());
      }
    }
    form.print(sheet, out);
  }

  private static String unit(Price price) {
    return price.group().unit().isEmpty() ? "not known" : price.group().unit();
  }
}
