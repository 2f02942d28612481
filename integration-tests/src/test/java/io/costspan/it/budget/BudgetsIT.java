package io.costspan.it.budget;

import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.costspan.it.AiStandIn;
import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.Finished;
import io.costspan.it.Jdk;
import io.costspan.it.Ledger;
import io.costspan.it.OtlpCollector;
import io.costspan.it.RunningJvm;
import io.costspan.it.TestTls;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Budgets as an application, a collector, Alertmanager and an operator see them. */
class BudgetsIT {
  private static final int THREADS = 64;
  private static final int CALLS = 10;
  private static final String PATH = "/openai/v1/chat/completions";
  private static final String ALERTS = "/api/v2/alerts";

  /** A call costs 0.07 USD: 28,000 input tokens of gpt-4o at 2.50 per million. */
  private static final BigDecimal COST = new BigDecimal("0.07");

  private static final String REPLY =
      "{\"model\": \"gpt-4o\", \"usage\": {\"prompt_tokens\": 28000, \"completion_tokens\": 0}}";

  private static final String ROUND = "round %d: (\\d+) succeeded, (\\d+) failed \\[(.*)]\\.";

  @AutoClose private final AiStandIn standIn = AiStandIn.empty();
  @AutoClose private final OtlpCollector collector = new OtlpCollector();
  @TempDir private Path folder;

  private record Round(int succeeded, int failed, String failures) {
    int calls() {
      return succeeded + failed;
    }
  }

  @BeforeEach
  void stub() {
    standIn.server().stubFor(post(urlEqualTo(PATH)).willReturn(okJson(REPLY)));
    standIn.server().stubFor(post(urlEqualTo(ALERTS)).willReturn(ok()));
  }

  @Test
  void block_manyThreadsAndARestart_spendNoMoreThanWhatWasInFlight() throws IOException {
    blocks(Jdk.all().get(Jdk.all().size() - 1));
  }

  @Tag("frameworks")
  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void block_manyThreadsAndARestart_spendNoMoreOnAnyJdk(Jdk jdk) throws IOException {
    blocks(jdk);
  }

  private void blocks(Jdk jdk) throws IOException {
    BigDecimal spent;
    try (RunningJvm killed = start(jdk, "budget.all.action=block")) {
      Round round = spend(killed, 1, THREADS, CALLS);
      spent = COST.multiply(BigDecimal.valueOf(round.succeeded));

      assertThat(round.calls()).isEqualTo(THREADS * CALLS);
      assertThat(spent).isGreaterThanOrEqualTo(BigDecimal.ONE);
      assertThat(spent).isLessThan(BigDecimal.ONE.add(COST.multiply(BigDecimal.valueOf(THREADS))));
      assertThat(round.failures).contains("java.io.IOException: Costspan blocked this AI call: ");
      assertThat(standIn.server().findAll(postRequestedFor(urlEqualTo(PATH))))
          .hasSize(round.succeeded);

      assertThat(refusal(spend(killed, 2, 1, 1)))
          .startsWith(
              "budget all of this JVM has spent " + shown(spent) + " of 1 USD per month; blocked");
      await(() -> kept().contains("\t" + spent + "\t"));
      awaitGauge("costspan.budget.consumed", spent);
      awaitGauge("costspan.budget.limit", BigDecimal.ONE);
      awaitGauge("costspan.budget.remaining_ratio", BigDecimal.ZERO);
      await(() -> alerts().size() == 3);
      await(() -> warnings().values().stream().mapToInt(count -> count).sum() >= 3);
      assertThat(ledger("rated")).isEqualByComparingTo(spent);
      assertThat(ledger("blocked")).isEqualByComparingTo("0");
    }
    assertThat(thresholdsOfAlerts()).containsExactlyInAnyOrder("50", "80", "100");
    assertThat(warnings()).containsExactlyInAnyOrderEntriesOf(Map.of("50", 1, "80", 1, "100", 1));

    try (RunningJvm restarted = start(jdk, "budget.all.action=block")) {
      assertThat(refusal(spend(restarted, 1, 1, 1)))
          .contains("has spent " + shown(spent) + " of 1 USD");

      write("budget.all=" + spent.add(COST) + " USD/month");
      restarted.awaitStderr("is in force");
      Round raised = spend(restarted, 2, 1, 2);
      assertThat(raised.succeeded).isEqualTo(1);
      assertThat(refusal(raised)).contains("has spent " + shown(spent.add(COST)) + " of ");

      write("budget.all.action=warn\nlog=info\n");
      restarted.awaitStderr("budget all: only warns");
      assertThat(spend(restarted, 3, 4, 2)).isEqualTo(new Round(8, 0, ""));

      Finished finished = end(restarted);
      assertThat(finished.stderr()).doesNotContain("begin at 0");
      assertThat(kept()).contains("\t" + spent.add(COST.multiply(new BigDecimal(9))) + "\t");
    }
  }

  private static String shown(BigDecimal amount) {
    return amount.stripTrailingZeros().toPlainString();
  }

  @Test
  void block_byModelOfTheBody_spendsNoMoreThanWhatWasInFlightAndLetsOthersGo() {
    try (RunningJvm child = start(Jdk.running(), "budget.all.by=model,budget.all.action=block")) {
      Round round = spend(child, 1, THREADS, CALLS);
      BigDecimal spent = COST.multiply(BigDecimal.valueOf(round.succeeded));

      assertThat(round.calls()).isEqualTo(THREADS * CALLS);
      assertThat(spent).isGreaterThanOrEqualTo(BigDecimal.ONE);
      assertThat(spent).isLessThan(BigDecimal.ONE.add(COST.multiply(BigDecimal.valueOf(THREADS))));
      assertThat(round.failures).contains("budget all (model=gpt-4o) of this JVM has spent ");
      assertThat(standIn.server().findAll(postRequestedFor(urlEqualTo(PATH))))
          .hasSize(round.succeeded);

      assertThat(spend(child, 2, 4, 2, "gpt-4o-mini")).isEqualTo(new Round(8, 0, ""));
      assertThat(end(child).stderr()).doesNotContain("cannot be blocked");
    }
  }

  @Test
  void warn_byTeam_changesNothingForTheApplication() throws IOException {
    try (RunningJvm child =
        start(
            Jdk.running(),
            "budget.all.by=owner.team,owner.header=team:x-team,budget.all.action=warn")) {
      assertThat(spend(child, 1, THREADS, 2)).isEqualTo(new Round(2 * THREADS, 0, ""));

      await(() -> alerts().size() == 3);
      Finished finished = end(child);
      assertThat(thresholdsOfAlerts()).containsExactlyInAnyOrder("50", "80", "100");
      assertThat(warnings())
          .containsOnly(Map.entry("50", 1), Map.entry("80", 1), Map.entry("100", 1));
      assertThat(finished.stderrLines())
          .filteredOn(line -> line.contains("budget all (owner.team=search)"))
          .hasSize(3)
          .allSatisfy(line -> assertThat(line).contains("warn:", "spent in this JVM"));
      assertThat(collector.points("costspan.budget.consumed"))
          .singleElement()
          .satisfies(
              point -> {
                assertThat(point.value()).isEqualTo(8.96);
                assertThat(point.attributes())
                    .containsOnly(
                        Map.entry("costspan.budget", "all"),
                        Map.entry("gen_ai.usage.cost.currency", "USD"),
                        Map.entry("costspan.owner.team", "search"));
              });
    }
  }

  private RunningJvm start(Jdk jdk, String options) {
    RunningJvm child =
        TestTls.trust(ChildJvm.on(jdk))
            .agent(
                "endpoints="
                    + standIn.url()
                    + "/openai/v1=openai,budget.all=1 USD/month,budget.state="
                    + state()
                    + ",budget.webhook="
                    + standIn.httpsUrl()
                    + ALERTS
                    + ",control.file="
                    + folder.resolve("control")
                    + ",ledger="
                    + folder.resolve("ai.jsonl")
                    + ",log=info,"
                    + options)
            .env("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url())
            .env("OTEL_METRIC_EXPORT_INTERVAL", 300)
            .classPath(Build.testClasses())
            .start(SpendingApp.class.getName(), standIn.url() + PATH);
    child.awaitStdout("ready");
    return child;
  }

  private static Round spend(RunningJvm child, int number, int threads, int calls) {
    return spend(child, number, threads, calls, "gpt-4o");
  }

  private static Round spend(RunningJvm child, int number, int threads, int calls, String model) {
    child.type(threads + " " + calls + " search " + model);
    child.awaitStdout("round " + number + ":");
    Pattern form = Pattern.compile(ROUND.formatted(number));
    await(() -> form.matcher(child.stdout()).find());
    Matcher round = form.matcher(child.stdout());
    assertThat(round.find()).isTrue();
    return new Round(
        Integer.parseInt(round.group(1)), Integer.parseInt(round.group(2)), round.group(3));
  }

  /** What its only failure says after the words that all have in common. */
  private static String refusal(Round round) {
    assertThat(round.failed).isEqualTo(1);
    return round.failures.replace("java.io.IOException: Costspan blocked this AI call: ", "");
  }

  private void awaitGauge(String metric, BigDecimal value) {
    await(
        () ->
            collector.points(metric).stream()
                .anyMatch(point -> BigDecimal.valueOf(point.value()).compareTo(value) == 0));
  }

  private Map<String, Integer> warnings() {
    Map<String, Integer> counts = new TreeMap<>();
    for (OtlpCollector.Point point : collector.points("costspan.budget.warnings")) {
      counts.put(
          point.attributes().get("costspan.threshold").toString(), (int) Math.round(point.value()));
    }
    return counts;
  }

  private List<String> alerts() {
    return standIn.server().findAll(postRequestedFor(urlEqualTo(ALERTS))).stream()
        .map(request -> request.getBodyAsString())
        .toList();
  }

  private List<String> thresholdsOfAlerts() throws IOException {
    List<String> thresholds = new ArrayList<>();
    for (String alert : alerts()) {
      JsonNode array = new ObjectMapper().readTree(alert);
      assertThat(array).hasSize(1);
      assertThat(array.get(0).get("labels").get("alertname").asText()).isEqualTo("CostspanBudget");
      assertThat(array.get(0).get("annotations").get("summary").asText()).startsWith("budget all");
      thresholds.add(array.get(0).get("labels").get("costspan_threshold").asText());
    }
    return thresholds;
  }

  private BigDecimal ledger(String rating) {
    return Ledger.read(folder.resolve("ai.jsonl")).lines().stream()
        .filter(line -> line.get("rating").asText().equals(rating))
        .map(line -> new BigDecimal(line.get("amount").asText()))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private Path state() {
    return folder.resolve("budgets");
  }

  private String kept() {
    try {
      return Files.exists(state()) ? Files.readString(state()) : "";
    } catch (IOException e) {
      return "";
    }
  }

  private void write(String control) throws IOException {
    Files.move(
        Files.writeString(folder.resolve("new"), control),
        folder.resolve("control"),
        StandardCopyOption.REPLACE_EXISTING);
  }

  private static Finished end(RunningJvm child) {
    child.endInput();
    return child.await();
  }

  private static void await(BooleanSupplier condition) {
    long endNanos = System.nanoTime() + 60_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("it takes too long").isLessThan(endNanos);
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
