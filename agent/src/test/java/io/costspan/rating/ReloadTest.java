package io.costspan.rating;

import static io.costspan.rating.Call.call;
import static io.costspan.usage.UsageMeter.INPUT_TOKENS;
import static io.costspan.usage.UsageMeter.OUTPUT_TOKENS;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.ratecard.PriceTables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls that are rated while the prices change under them. */
class ReloadTest {
  private static final int RELOADS = 201;

  @TempDir Path folder;

  @Test
  void rate_whilePricesChange_isAllOldOrAllNew() throws InterruptedException {
    write("1");
    PriceTables prices = PriceTables.of(List.of(file()));
    Thread writer = new Thread(() -> change(prices));
    Set<String> seen = new HashSet<>(Set.of(rated(prices)));
    writer.start();
    while (writer.isAlive()) {
      seen.add(rated(prices));
    }
    seen.add(rated(prices));
    assertThat(seen).hasSize(2);
    assertThat(seen).anyMatch(rating -> rating.startsWith("me/1 2 "));
    assertThat(seen).anyMatch(rating -> rating.startsWith("me/7 14 "));
  }

  private static String rated(PriceTables prices) {
    Rating rating =
        call("acme", "m").used(INPUT_TOKENS, 1_000_000).used(OUTPUT_TOKENS, 1_000_000).rate(prices);
    return rating.priceId() + " " + rating.amount() + " " + rating.priceTable();
  }

  private void change(PriceTables prices) {
    for (int i = 0; i < RELOADS; i++) {
      write(i % 2 == 0 ? "7" : "1");
      prices.reload();
    }
  }

  private Path file() {
    return folder.resolve("prices.json");
  }

  private void write(String rate) {
    String cards =
        """
        {"cards": [{"id": "me/%1$s", "provider": "acme", "model": "m", "price": [
          {"meter": "input_tokens", "rate": "%1$s"}, {"meter": "output_tokens", "rate": "%1$s"}]}]}
        """;
    try {
      Files.writeString(file(), cards.formatted(rate));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
