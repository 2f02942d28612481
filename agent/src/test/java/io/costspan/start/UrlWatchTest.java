package io.costspan.start;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.costspan.config.Config;
import io.costspan.files.Deadline;
import io.costspan.ratecard.PriceTables;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UrlWatchTest {
  private final WireMockServer server =
      new WireMockServer(WireMockConfiguration.wireMockConfig().dynamicPort());

  @BeforeEach
  void start() {
    server.start();
    server.stubFor(
        any(anyUrl())
            .willReturn(
                ok(
                    """
                    {"cards": [{"id": "me/m", "provider": "acme", "model": "m",
                      "price": [{"meter": "requests", "rate": "1"}]}]}""")));
  }

  @AfterEach
  void stop() throws InterruptedException {
    for (Thread watch : watches()) {
      watch.interrupt();
      watch.join();
    }
    server.stop();
  }

  @Test
  void start_intervalOfZero_endsAfterTheFirstAnswer() throws InterruptedException {
    UrlWatch watch = watch("prices.reload=0");
    watch.start();
    watch.start();
    List<Thread> threads = watches();
    PriceTables tables = new PriceTables(watch.files(), watch.files().read(Deadline.in(0)));
    watch.follow(tables);
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(threads).hasSizeLessThanOrEqualTo(1); // the only one may be over by now
    assertThat(server.getAllServeEvents()).hasSize(1);
    assertThat(tables.current().cards("acme", "m")).hasSize(1);
  }

  @Test
  void start_nothingIsAskedBefore() {
    UrlWatch watch = watch("prices.reload=10ms");

    assertThat(watch.isEmpty()).isFalse();
    assertThat(watch.isComplete()).isFalse();
    assertThat(watches()).isEmpty();
    assertThat(server.getAllServeEvents()).isEmpty();
  }

  private UrlWatch watch(String option) {
    return new UrlWatch(
        Config.load(option + ",prices=http://localhost:" + server.port() + "/p.json"));
  }

  private static List<Thread> watches() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("costspan-price-url"))
        .toList();
  }
}
