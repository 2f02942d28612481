package io.costspan.ratecard;

import io.costspan.json.JsonException;
import io.costspan.json.JsonValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes cards one by one and keeps those that pass {@link PriceCheck} together with the earlier
 * ones.
 */
public final class CardSieve {
  private final BundledCards bundled = new BundledCards();
  private final PriceFile file = new PriceFile();
  private final Periods periods = new Periods();

  /** Checks a card. Returns why it was not kept, or null if it was. */
  public @Nullable String take(String card) {
    try {
      JsonValue json = JsonValue.parse("card", card);
      List<String> odd = PriceCheck.errors(CardReader.read(json, true, bundled::find));
      if (odd.isEmpty()) {
        file.add(json, true, bundled::find, periods);
      }
      return odd.isEmpty() ? null : String.join("; ", odd);
    } catch (JsonException e) {
      return e.getMessage();
    }
  }
}
