package io.costspan.it.observability;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.costspan.it.AiStandIn;
import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.RunningJvm;
import io.costspan.it.Scratch;
import io.costspan.it.observability.Dashboard.Query;
import io.costspan.it.pages.AppJar;
import io.costspan.it.pages.Page;
import io.costspan.it.prometheus.Asked;
import io.costspan.it.prometheus.PrometheusServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What {@code docs/dashboards.md} says, pasted: a real Prometheus with the rules that are shipped
 * scrapes JVMs with the agent, and a real Alertmanager hears of what they spend. Only ports and
 * intervals are others. Run by {@code observability/test.sh}.
 */
@Tag("observability")
class DashboardsIT {
  private static final Page PAGE = new Page("dashboards.md");
  private static final String ALERTS = "/alerts";
  private static final String OPTIONS =
      "endpoints=%1$s/openai/v1=openai,%1$s/anthropic=anthropic,%1$s/openrouter/api/v1=openrouter,"
          + "owner.header=team:x-team,caller=metrics,budget.day=0.05 USD/day,"
          + "budget.month=20 USD/month";

  /** For curves that are worth looking at. */
  private static final long SHOWN_SECONDS = 60;

  private static final Path FOLDER = Scratch.folder("dashboards");
  private static final AiStandIn STAND_IN = AiStandIn.empty();
  private static final List<RunningJvm> RUNNING = new ArrayList<>();

  private static long since;
  private static Asked prometheus;
  private static Asked alertmanager;
  private static Map<String, String> ports;

  @BeforeAll
  static void start() throws IOException {
    stub();
    Files.createSymbolicLink(FOLDER.resolve("costspan-agent.jar"), Build.agentJar());
    AppJar.make(
        FOLDER.resolve("app.jar"), SpendingApp.class.getName(), Build.testClasses().toString());
    copyRules();
    prometheus = new Asked(PrometheusServer.freePort());
    alertmanager = new Asked(PrometheusServer.freePort());
    int shop = PrometheusServer.freePort();
    ports =
        Map.of(
            "9464", Integer.toString(shop),
            "9090", Integer.toString(prometheus.port()),
            "9093", Integer.toString(alertmanager.port()));
    List<Integer> more = new ArrayList<>();
    RUNNING.add(child("shop").startShell(FOLDER, lines("application")));
    for (String service : List.of("shop", "mail")) {
      int port = PrometheusServer.freePort();
      more.add(port);
      RUNNING.add(
          child(service)
              .startShell(
                  FOLDER, lines("application").replace(ports.get("9464"), Integer.toString(port))));
    }
    more.add(PrometheusServer.freePort());
    RUNNING.add(
        child("assistant")
            .agent(OPTIONS.formatted(STAND_IN.url()))
            .classPath(Build.testClasses(), Build.clientClassPath("opentelemetry"))
            .classPath(Build.clientClassPath("opentelemetry-prometheus"))
            .start(AssistantApp.class.getName(), more.get(2)));
    Files.writeString(
        FOLDER.resolve("prometheus.yml"),
        lines("prometheus.yml")
                .replace("scrape_interval: 15s", "scrape_interval: 2s")
                .replace("evaluation_interval: 15s", "evaluation_interval: 1s")
            + moreTargets(more));
    paste("check");
    since = System.currentTimeMillis() / 1000;
    // After a reload it knows no Alertmanager for some seconds, and tells it again a minute later.
    RUNNING.add(shell(lines("prometheus").strip() + " --rules.alert.resend-delay=3s"));
    RUNNING.add(shell(lines("alertmanager")));
  }

  /** One more replica, the JVM with an SDK, and one in the form in which a Collector shows it. */
  private static String moreTargets(List<Integer> ports) {
    return """
          - job_name: others
            static_configs:
              - targets: ["localhost:%d", "localhost:%d"]
          - job_name: otel-collector
            static_configs:
              - targets: ["localhost:%d"]
            metric_relabel_configs:
              - {source_labels: [__name__], regex: target_info, action: drop}
              - {target_label: service_name, replacement: mail}
        """
        .formatted(ports.get(0), ports.get(2), ports.get(1));
  }

  private static void copyRules() throws IOException {
    Path from = Build.existing("observability");
    for (String folder : List.of("prometheus", "alertmanager")) {
      Path to = Files.createDirectories(FOLDER.resolve("observability").resolve(folder));
      try (Stream<Path> files = Files.list(from.resolve(folder))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Files.writeString(
              to.resolve(file.getFileName()),
              Files.readString(file)
                  .replace("interval: 2m", "interval: 1s")
                  .replace("group_wait: 10s", "group_wait: 1s")
                  .replace("http://localhost:5001", STAND_IN.url()));
        }
      }
    }
  }

  private static void stub() {
    STAND_IN.server().stubFor(post(urlEqualTo(ALERTS)).willReturn(ok()));
    chat("gpt-4o", 1_900, 420, "");
    chat("gpt-4o-mini", 5_200, 800, "");
    chat("gpt-4.1", 1_400, 300, "");
    chat("o3", 900, 700, "");
    chat("acme-large", 800, 120, "");
    chat("openai/gpt-4o", 1_100, 250, ",\"cost\":0.00525");
    chat("openai/gpt-4.1", 1_100, 250, ",\"cost\":0.0049");
    reply(
        "claude-sonnet-4-5",
        "{\"model\":\"claude-sonnet-4-5\",\"usage\":{\"input_tokens\":1300,\"output_tokens\":310}}");
  }

  private static void chat(String model, int input, int output, String more) {
    reply(
        model,
        """
        {"id":"c1","model":"%s","choices":[{"message":{"content":"Yes."}}],
         "usage":{"prompt_tokens":%d,"completion_tokens":%d,"total_tokens":%d%s}}"""
            .formatted(model, input, output, input + output, more));
  }

  private static void reply(String model, String body) {
    STAND_IN
        .server()
        .stubFor(
            any(anyUrl())
                .withRequestBody(matchingJsonPath("$.model", equalTo(model)))
                .willReturn(okJson(body)));
  }

  private static ChildJvm child(String service) {
    ChildJvm child =
        ChildJvm.onRunningJdk()
            .unlisted()
            .env("AI_URL", STAND_IN.url())
            .env("OTEL_SERVICE_NAME", service);
    for (String option : OPTIONS.formatted(STAND_IN.url()).split(",(?=owner|caller|budget)")) {
      String[] parts = option.split("=", 2);
      child.env("COSTSPAN_" + parts[0].toUpperCase().replace('.', '_'), parts[1]);
    }
    return child;
  }

  @AfterAll
  static void stop() {
    RUNNING.forEach(RunningJvm::close);
    STAND_IN.close();
  }

  @ParameterizedTest
  @MethodSource("io.costspan.it.observability.Dashboard#all")
  void queries_returnDataOfRealJvms(Dashboard dashboard) throws Exception {
    for (Query query : dashboard.queries()) {
      await(query.panel(), () -> Dashboard.hasData(query.series(prometheus, since)));
    }
    await("a while", () -> System.currentTimeMillis() / 1000 > since + SHOWN_SECONDS);

    Path picture = Picture.draw(dashboard, prometheus, since + 5);
    assertThat(picture).isNotEmptyFile();
  }

  @Test
  void services_areThoseOfAllForms() {
    await("services", () -> services().size() == 3);

    assertThat(services()).containsExactlyInAnyOrder("shop", "mail", "assistant");
    await("both replicas", () -> number("sum(ai:jvms{service=\"shop\"})") == 2);
  }

  private static List<String> services() {
    List<String> services = new ArrayList<>();
    prometheus
        .now("group by (service) (ai:cost:increase1h > 0)")
        .forEach(series -> services.add(series.at("/metric/service").asText()));
    return services;
  }

  @Test
  void spent_isWhatModelsCost() throws Exception {
    String both = "ai:cost:increase1h{model=~\"gpt-4o|claude-sonnet-4-5\"}";
    await("money", () -> number("count(sum by (model) (" + both + ") > 0)") == 2);

    assertThat(paste("spent"))
        .contains(
            "{currency=\"USD\", model=\"gpt-4o\"} => ",
            "{currency=\"USD\", model=\"claude-sonnet-4-5\"} => ");
  }

  @Test
  void budgetThatTwoReplicasHaveSpent_isOneNotification() {
    String spent = "alertname=\"AiBudgetSpent\"&filter=budget=\"day\"&filter=service=\"shop\"";
    await(
        "both",
        () -> number("count(costspan_budget_remaining_ratio{costspan_budget=\"day\"} == 0)") == 4);
    await("alert", () -> alerts(spent).size() == 1);
    await("notification", () -> notified("shop") == 1);

    assertThat(alerts(spent).at("/0/annotations/runbook_url").asText())
        .endsWith("docs/alerts.md#aibudgetspent");
    assertThat(alerts(spent).at("/0/labels").has("instance")).isFalse();
    assertThat(notified("shop")).isEqualTo(1);
  }

  private static long notified(String service) {
    return STAND_IN
        .server()
        .findAll(
            postRequestedFor(urlEqualTo(ALERTS))
                .withRequestBody(
                    matchingJsonPath(
                        "$.alerts[?(@.labels.alertname == 'AiBudgetSpent' && @.labels.budget =="
                            + " 'day' && @.labels.service == '"
                            + service
                            + "')]")))
        .size();
  }

  @Test
  void limitThatIsLowered_fires() throws Exception {
    await("money", () -> number("ai:spend:increase1d") > 0);
    paste("limit");

    await("alert", () -> fired().contains("24 hours"));
    assertThat(fired()).contains("AiBudgetSpent");
  }

  private static String fired() {
    try {
      return paste("fired");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void owner_ofAnotherKeyIsOneCommandAway() throws Exception {
    Path copy = Scratch.folder("owner");
    Path rules = Files.createDirectories(copy.resolve("observability/prometheus"));
    Files.copy(
        Build.existing("observability/prometheus/recording.yml"), rules.resolve("recording.yml"));

    ChildJvm.onRunningJdk().startShell(copy, lines("owner")).await();

    assertThat(Files.readString(rules.resolve("recording.yml")))
        .contains("costspan_owner_tenant")
        .doesNotContain("costspan_owner_team,");
  }

  @Test
  void configuration_forSpringBootIsOneToo() throws Exception {
    Path folder = Scratch.folder("boot");
    String all = PAGE.text("prometheus.yml");
    Files.writeString(
        folder.resolve("prometheus.yml"),
        all.substring(0, all.indexOf("scrape_configs:")) + PAGE.text("prometheus-spring-boot"));
    Files.createSymbolicLink(
        folder.resolve("observability"), FOLDER.resolve("observability").toAbsolutePath());

    assertThat(ChildJvm.onRunningJdk().startShell(folder, lines("check")).await().transcript())
        .contains("SUCCESS");
  }

  /**
   * Nobody here has a Grafana or a cluster, as the page says; and a property of Spring's is no
   * command.
   */
  @Test
  void everyOtherSnippet_isRun() {
    assertThat(PAGE.names())
        .containsExactlyInAnyOrder(
            "application",
            "prometheus.yml",
            "prometheus-spring-boot",
            "check",
            "prometheus",
            "spent",
            "limit",
            "alertmanager",
            "fired",
            "owner",
            "old-prometheus",
            "grafana",
            "kubernetes");
  }

  private static JsonNode alerts(String filter) {
    return alertmanager.get(
        "/api/v2/alerts?filter=" + filter.replace("\"", "%22").replace(" ", "%20"));
  }

  private static double number(String query) {
    return prometheus.now(query).at("/0/value/1").asDouble();
  }

  /** Runs lines of the page to their end, and returns what they print. */
  private static String paste(String snippet) throws IOException {
    var finished = shell(lines(snippet)).await();
    assertThat(finished.exitCode()).as(finished.stdout() + finished.stderr()).isZero();
    return finished.stdout();
  }

  private static RunningJvm shell(String lines) {
    return ChildJvm.onRunningJdk().startShell(FOLDER, lines);
  }

  private static String lines(String snippet) {
    String lines = PAGE.text(snippet);
    for (var port : ports.entrySet()) {
      lines = lines.replace(port.getKey(), port.getValue());
    }
    return lines;
  }

  private static void await(String what, BooleanSupplier there) {
    long deadlineMillis = System.currentTimeMillis() + 120_000;
    while (!there.getAsBoolean()) {
      assertThat(System.currentTimeMillis()).as(what).isLessThan(deadlineMillis);
      try {
        Thread.sleep(250);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
