package io.costspan.rating;

import io.costspan.ratecard.PriceTable;
import io.costspan.ratecard.TestPrices;
import io.costspan.usage.UsageMeter;
import java.util.function.Supplier;

/** A house with a single model, {@code m}, and calls of it. */
final class House {
  private House() {}

  /**
   * @param words of the model's card, such as {@code 'price':[...]}
   */
  static Supplier<PriceTable> prices(String words) {
    return TestPrices.users("{'id':'me/m','provider':'house','model':'m'," + words + "}");
  }

  static Call house(UsageMeter meter, long count, String... attributes) {
    return Call.call("house", "m").used(meter, count, attributes);
  }
}
