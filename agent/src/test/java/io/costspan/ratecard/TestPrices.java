package io.costspan.ratecard;

import io.costspan.json.JsonValue;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Price tables for tests, written down as cards. */
public final class TestPrices {
  private static final BundledCards BUNDLED = new BundledCards();

  private TestPrices() {}

  /** The bundled cards behind these of a user, where single quotes stand for double ones. */
  public static Supplier<PriceTable> users(String... cards) {
    String[] quoted = Stream.of(cards).map(card -> card.replace('\'', '"')).toArray(String[]::new);
    PriceTable table =
        new PriceTable("test", BUNDLED, List.of(file("prices.json", true, quoted)), true, false);
    return () -> table;
  }

  /** The bundled cards alone. */
  public static Supplier<PriceTable> bundled() {
    PriceTable table = new PriceTable("test", BUNDLED, List.of(), true, false);
    return () -> table;
  }

  /** The same while the prices of a URL have not arrived. */
  public static Supplier<PriceTable> provisional() {
    PriceTable table = new PriceTable("test", BUNDLED, List.of(), true, true);
    return () -> table;
  }

  static PriceFile file(String name, boolean users, String... cards) {
    String text = "{\"cards\": [\n" + String.join(",\n", cards) + "\n]}";
    return PriceFile.read(JsonValue.parse(name, text), users, BUNDLED::find);
  }
}
