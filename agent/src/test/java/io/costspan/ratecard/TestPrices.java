package io.costspan.ratecard;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
    PriceTable table = new PriceTable("test", BUNDLED, List.of(file("prices.json", true, quoted)));
    return () -> table;
  }

  /** The bundled cards alone. */
  public static Supplier<PriceTable> bundled() {
    PriceTable table = new PriceTable("test", BUNDLED, List.of());
    return () -> table;
  }

  static PriceFile file(String name, boolean users, String... cards) {
    String text = "{\"cards\": [\n" + String.join(",\n", cards) + "\n]}";
    try {
      return PriceFile.read(
          name,
          new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
          users,
          BUNDLED::find);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
