package io.costspan.net;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.costspan.files.Deadline;
import io.costspan.files.Location;
import io.costspan.health.Faults;
import io.costspan.json.RemoteCopy;
import io.costspan.ratecard.PriceTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PriceUrlTest {
  private static final Duration INTERVAL = Duration.ofSeconds(30);

  @TempDir private Path cache;

  private final WireMockServer server =
      new WireMockServer(WireMockConfiguration.wireMockConfig().dynamicPort());

  private final List<String> refusals = new ArrayList<>();

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  @Test
  void check_certificateThatNoUrlNeeds_isOneWarning() {
    Optional<Path> certificate = Optional.of(Path.of("/nosuch"));
    List<Location> plain =
        Stream.of("/etc/costspan", "http://localhost/p").map(Location::of).toList();

    PriceUrls.check(plain, certificate, refusals::add);
    PriceUrls.check(plain, Optional.empty(), refusals::add);
    PriceUrls.check(List.of(Location.of("https://p/x")), certificate, refusals::add);

    assertThat(refusals)
        .singleElement()
        .asString()
        .startsWith("option prices.certificate: /nosuch is not used, since no price URL begins");
  }

  @Test
  void poll_unchangedContent_keepsTheCopyWithAndWithoutETag() {
    Followed url = new Followed();
    answer(ok(card("1")));
    url.poll();
    RemoteCopy first = url.copy();

    url.poll();
    assertThat(url.copy()).isSameAs(first);
    answer(ok(card("1")).withHeader("ETag", "\"1\""));
    url.poll();
    assertThat(url.copy()).isSameAs(first);
    answer(aResponse().withStatus(304));
    url.poll();
    assertThat(url.copy()).isSameAs(first);
    server.verify(1, getRequestedFor(anyUrl()).withHeader("If-None-Match", equalTo("\"1\"")));
    assertThat(url.followed.error()).isNull();
  }

  @Test
  void poll_changedContent_isInForceAtOnce() {
    Followed url = new Followed();
    answer(ok(card("1")));
    url.poll();
    answer(ok(card("2")));
    url.poll();

    assertThat(url.cards()).containsExactly("me/2");
    assertThat(refusals).isEmpty();
  }

  @Test
  void poll_badContent_isRefusedOnceAndTheLastGoodPricesStay() {
    Followed url = new Followed();
    answer(ok(card("1")));
    url.poll();
    for (String bad : List.of("<html>", card("2").replace("rate", "rat"))) {
      answer(ok(bad).withHeader("ETag", "\"bad\""));
      url.poll();
      url.poll();
    }

    assertThat(url.cards()).containsExactly("me/1");
    assertThat(url.tables.current().isProvisional()).isFalse();
    assertThat(refusals)
        .hasSize(2)
        .allSatisfy(
            refusal ->
                assertThat(refusal).contains("its last good prices stay in force", "/p.json"));
  }

  @Test
  void poll_firstContentIsBad_pricesAreProvisionalUntilItIsGood() {
    Followed url = new Followed();
    answer(ok("{}"));
    url.poll();
    assertThat(url.tables.current().isProvisional()).isTrue();
    assertThat(refusals).singleElement().asString().contains("flagged as estimated");

    answer(ok(card("1")));
    url.poll();
    assertThat(url.tables.current().isProvisional()).isFalse();
  }

  @Test
  void poll_outage_keepsThePricesAndIsOneFault() {
    Followed url = new Followed();
    answer(ok(card("1")));
    url.poll();
    long before = unfetched();
    answer(aResponse().withStatus(503));
    Stream.of(1, 2, 3).forEach(i -> url.poll());
    assertThat(url.cards()).containsExactly("me/1");
    assertThat(unfetched()).isEqualTo(before + 1);

    answer(ok(card("1")));
    url.poll();
    answer(aResponse().withStatus(503));
    url.poll();
    assertThat(unfetched()).isEqualTo(before + 2);
  }

  @Test
  void sayMissing_onlyIfThereIsNoCopy() {
    Followed url = new Followed();
    answer(aResponse().withStatus(404));
    url.poll();
    long before = unfetched();
    url.followed.sayMissing();
    url.followed.sayMissing();
    url.poll();
    assertThat(unfetched()).isEqualTo(before + 1);
    assertThat(url.tables.current().isProvisional()).isTrue();
    assertThat(url.tables.current().isWhole()).isTrue();
  }

  @Test
  void pause_growsWithEachFailureAndListensToTheServer() {
    Followed url = new Followed();
    answer(aResponse().withStatus(500));
    url.poll();
    assertThat(url.pause()).isBetween(Duration.ofMillis(187), Duration.ofMillis(250));
    url.poll();
    assertThat(url.pause()).isBetween(Duration.ofMillis(375), Duration.ofMillis(500));
    answer(aResponse().withStatus(429).withHeader("Retry-After", "90"));
    url.poll();
    assertThat(url.pause()).isEqualTo(Duration.ofSeconds(90));
    answer(ok(card("1")));
    url.poll();
    assertThat(url.pause()).isEqualTo(INTERVAL);
    answer(aResponse().withStatus(500));
    for (int i = 0; i < 70; i++) {
      url.poll();
    }
    assertThat(url.pause()).isBetween(Duration.ofSeconds(450), Duration.ofMinutes(10));
    assertThat(url.followed.pause(Duration.ofHours(999_999_999)))
        .isGreaterThan(Duration.ofHours(700_000_000));
  }

  @Test
  void recall_givesTheLastGoodCopyWithItsETag() throws Exception {
    Followed url = new Followed();
    answer(ok(card("1")).withHeader("ETag", "\"1\""));
    url.poll();
    awaitFiles(2);
    answer(ok("{}").withHeader("ETag", "\"2\""));
    url.poll();

    server.resetRequests();
    Followed next = new Followed();
    next.followed.recall();
    next.settle();
    assertThat(next.cards()).containsExactly("me/1");
    answer(aResponse().withStatus(304));
    next.poll();
    server.verify(1, getRequestedFor(anyUrl()).withHeader("If-None-Match", equalTo("\"1\"")));
  }

  @Test
  void recall_copyThatSomebodyChanged_isFetchedWhole() throws Exception {
    Followed url = new Followed();
    answer(ok(card("1")).withHeader("ETag", "\"1\""));
    url.poll();
    Path file =
        awaitFiles(2).stream().filter(name -> name.toString().endsWith("json")).findFirst().get();
    Files.writeString(file, card("3"));

    Followed next = new Followed();
    next.followed.recall();
    next.poll();
    server.verify(0, getRequestedFor(anyUrl()).withHeader("If-None-Match", equalTo("\"1\"")));
    assertThat(next.cards()).containsExactly("me/1");
  }

  @Test
  void stored_namesOfFiles_showNoKey() throws Exception {
    Followed url = new Followed("?key=secret");
    answer(ok(card("1")).withHeader("ETag", "\"1\""));
    url.poll();

    assertThat(awaitFiles(2))
        .extracting(file -> file.getFileName().toString())
        .allSatisfy(name -> assertThat(name).matches("localhost-[0-9a-f]{16}\\.(json|etag)"));
    assertThat(url.followed.name()).isEqualTo("http://localhost:" + server.port() + "/p.json");
  }

  private List<Path> awaitFiles(int count) throws IOException, InterruptedException {
    for (int i = 0; i < 1_000; i++) {
      try (Stream<Path> files = Files.list(cache)) {
        List<Path> found = files.filter(file -> !file.toString().endsWith(".tmp")).toList();
        if (found.size() == count) {
          return found;
        }
      }
      Thread.sleep(10);
    }
    throw new AssertionError("not " + count + " files");
  }

  private static long unfetched() {
    return Faults.counts().getOrDefault("prices_unfetched", 0L);
  }

  private void answer(ResponseDefinitionBuilder response) {
    server.stubFor(any(anyUrl()).willReturn(response));
  }

  private static String card(String name) {
    return "{\"cards\": [{\"id\": \"me/%s\", \"provider\": \"acme\", \"model\": \"m\", \"price\": [{\"meter\": \"requests\", \"rate\": \"%s\"}]}]}"
        .formatted(name, name);
  }

  /** A URL and the table that takes what it contains. */
  private final class Followed {
    private final PriceUrl followed;
    private final PriceTables tables;

    Followed() {
      this("");
    }

    Followed(String query) {
      Location url = Location.of("http://localhost:" + server.port() + "/p.json" + query);
      PriceUrls urls =
          new PriceUrls(
              List.of(url), List.of(), Optional.empty(), Optional.of(cache), refusals::add);
      followed = urls.all().get(0);
      tables = new PriceTables(urls.files(), urls.files().read(Deadline.never()), refusals::add);
    }

    void poll() {
      followed.poll();
      settle();
    }

    void settle() {
      tables.reloadIfChanged();
      followed.settle();
    }

    RemoteCopy copy() {
      return followed.copy();
    }

    Duration pause() {
      return followed.pause(INTERVAL);
    }

    List<String> cards() {
      return tables.current().cards("acme", "m").stream().map(card -> card.id()).toList();
    }
  }
}
