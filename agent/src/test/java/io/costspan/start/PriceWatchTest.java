package io.costspan.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.config.Config;
import io.costspan.ratecard.PriceTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PriceWatchTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir Path folder;

  @AfterEach
  void endWatches() throws InterruptedException {
    for (Thread watch : watches()) {
      watch.interrupt();
      watch.join();
    }
  }

  @Test
  void start_putsAChangedFileInForce() throws IOException, InterruptedException {
    Path file = write("old-model");
    PriceTables prices = PriceTables.of(List.of(file));

    PriceWatch.start(config("10ms", file), prices);
    write("newer-model");

    assertThat(isSeen(prices, "newer-model")).isTrue();
    assertThat(prices.current().cards("acme", "old-model")).isEmpty();
  }

  @Test
  void start_intervalOfZero_watchesNothing() throws IOException {
    Path file = write("old-model");
    PriceWatch.start(config("0", file), PriceTables.of(List.of(file)));

    assertThat(watches()).isEmpty();
  }

  @Test
  void start_noFiles_watchesNothing() {
    PriceWatch.start(Config.load("prices.reload=10ms"), PriceTables.bundled());

    assertThat(watches()).isEmpty();
  }

  private static boolean isSeen(PriceTables prices, String model) throws InterruptedException {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (prices.current().cards("acme", model).isEmpty()) {
      if (System.nanoTime() - end > 0) {
        return false;
      }
      Thread.sleep(5);
    }
    return true;
  }

  private static List<Thread> watches() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("costspan-prices"))
        .toList();
  }

  private static Config config(String interval, Path file) {
    return Config.load("prices.reload=" + interval + ",prices=" + file);
  }

  private Path write(String model) throws IOException {
    String card =
        """
        {"cards": [{"id": "me/%1$s", "provider": "acme", "model": "%1$s",
          "price": [{"meter": "requests", "rate": "1"}]}]}"""
            .formatted(model);
    return Files.writeString(folder.resolve("prices.json"), card);
  }
}
