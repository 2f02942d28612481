package io.costspan.it.prices;

import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.costspan.it.AiStandIn;
import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.Finished;
import io.costspan.it.Ledger;
import io.costspan.it.PrivateCa;
import io.costspan.it.RunningJvm;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Twenty JVMs that follow one URL. Each has a token of its own, by which the server knows it. */
@Tag("fleet")
class FleetIT {
  private static final int SIZE = 20;
  private static final String INTERVAL = "2s";
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  @AutoClose private final AiStandIn standIn = AiStandIn.of("sdk");
  @AutoClose private final PriceServer prices = new PriceServer();
  @TempDir private Path folder;

  private final List<RunningJvm> fleet = new ArrayList<>();

  @Test
  void changedPrice_isInForceEverywhereWithinTwoPolls_aBrokenOneNowhere() throws Exception {
    prices.publish("1");
    try {
      for (int i = 0; i < SIZE; i++) {
        fleet.add(start(i));
        awaitKnowing(i, "1");
        fleet.get(i).type("often");
      }

      change("2");
      assertPollsWithPrice("1", 2);
      int before = calls("contract/2", 0);
      publishBroken();
      for (int i = 0; i < SIZE; i++) {
        awaitCalls("contract/2", i, before + 3);
      }
    } finally {
      end();
    }
  }

  private void change(String rate) throws Exception {
    prices.server().resetRequests();
    prices.publish(rate);
    for (int i = 0; i < SIZE; i++) {
      awaitKnowing(i, rate);
    }
  }

  /**
   * After the change, each JVM asked at most that often with the knowledge of the old price: once,
   * and one more whose reply may have been under way.
   */
  private void assertPollsWithPrice(String old, int most) {
    for (int i = 0; i < SIZE; i++) {
      assertThat(polls(i, old)).as("JVM %s", i).isLessThanOrEqualTo(most);
    }
  }

  private void publishBroken() throws Exception {
    prices.publish(PriceServer.contract("3").replace("meter", "metre"), "broken");
    for (int i = 0; i < SIZE; i++) {
      awaitKnowing(i, "broken");
    }
  }

  private void end() {
    for (int i = 0; i < fleet.size(); i++) {
      try (RunningJvm child = fleet.get(i)) {
        child.type("end");
        check(i, child.await());
      }
    }
  }

  private void check(int i, Finished finished) {
    assertThat(finished.transcript()).doesNotContain(": 500");
    assertThat(finished.stderrLines().stream().filter(line -> line.contains("file refused")))
        .singleElement()
        .asString()
        .contains("price file refused, its last good prices stay in force", "metre");
    // On a busy machine the first call may not have waited long enough.
    List<JsonNode> lines =
        Ledger.read(ledger(i)).lines().stream()
            .dropWhile(line -> line.path("estimated").asBoolean())
            .toList();
    assertThat(lines.stream().map(FleetIT::priceOf).distinct())
        .containsExactly("contract/1", "contract/2");
    Set<String> tables = new HashSet<>();
    lines.forEach(line -> tables.add(priceOf(line) + " " + line.path("priceTable").asText()));
    assertThat(tables).hasSize(2);
    assertThat(tables.stream().map(table -> table.split(" ")[1]).distinct()).hasSize(2);
    assertThat(lines).allSatisfy(FleetIT::isOfOnePrice);
  }

  /** Every line of the call has the price of the same card, and the amount is their sum. */
  private static void isOfOnePrice(JsonNode line) {
    BigDecimal sum = BigDecimal.ZERO;
    for (JsonNode charge : line.path("charges")) {
      assertThat(charge.path("priceId").asText()).isEqualTo(priceOf(line));
      sum = sum.add(new BigDecimal(charge.path("amount").asText()));
    }
    assertThat(new BigDecimal(line.path("amount").asText())).isEqualByComparingTo(sum);
    assertThat(line.path("charges")).hasSizeGreaterThan(1);
    assertThat(line.path("estimated").asBoolean()).isFalse();
  }

  private static String priceOf(JsonNode line) {
    return line.at("/charges/0/priceId").asText();
  }

  private RunningJvm start(int i) {
    return ChildJvm.onRunningJdk()
        .classPath(Build.testClasses())
        .jvm("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
        .agent(
            "telemetry=none,prices="
                + prices.url()
                + ",prices.certificate="
                + PrivateCa.pem()
                + ",prices.token="
                + token(i)
                + ",prices.reload="
                + INTERVAL
                + ",ledger="
                + ledger(i))
        .property("costspan.endpoints", openAi() + "=openai")
        .timeout(PATIENCE)
        .start(AskingApp.class.getName(), openAi());
  }

  private String openAi() {
    return standIn.url() + "/openai/v1";
  }

  private static String token(int i) {
    return "jvm-" + i;
  }

  private Path ledger(int i) {
    return folder.resolve("ledger-" + i + ".jsonl");
  }

  private int polls(int i, String etag) {
    return prices.count(
        anyRequestedFor(anyUrl())
            .withHeader("Authorization", equalTo("Bearer " + token(i)))
            .withHeader("If-None-Match", equalTo('"' + etag + '"')));
  }

  /** A JVM that sends an ETag has put its content in force, or refused it. */
  private void awaitKnowing(int i, String etag) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (polls(i, etag) == 0 && System.nanoTime() < end) {
      Thread.sleep(20);
    }
    assertThat(polls(i, etag)).as("JVM %s", i).isPositive();
  }

  private int calls(String price, int i) {
    return (int)
        Ledger.read(ledger(i)).lines().stream().filter(line -> priceOf(line).equals(price)).count();
  }

  private void awaitCalls(String price, int i, int count) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (calls(price, i) < count && System.nanoTime() < end) {
      Thread.sleep(100);
    }
    assertThat(calls(price, i)).as("JVM %s", i).isGreaterThanOrEqualTo(count);
  }
}
