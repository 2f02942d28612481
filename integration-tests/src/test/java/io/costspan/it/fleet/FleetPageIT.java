package io.costspan.it.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.costspan.it.Build;
import io.costspan.it.Scratch;
import io.costspan.it.pages.Page;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What {@code docs/fleet.md} says of Prometheus, in real ones that scrape a simulated fleet. */
@Tag("fleet-figures")
class FleetPageIT {
  private static final int JVMS = 80;
  private static final Page PAGE = new Page("fleet.md");
  private static List<Series> captured;

  @AutoClose private SimulatedFleet fleet;

  @BeforeAll
  static void capture() throws Exception {
    captured = CapturedPage.capture();
  }

  @BeforeEach
  void startFleet() throws Exception {
    fleet = new SimulatedFleet(captured, JVMS);
  }

  @Test
  void drop_keepsMoneyAndLeavesOutBuckets() throws Exception {
    long buckets = captured.stream().filter(one -> one.name().endsWith("_cost_bucket")).count();
    try (MetricsServer server = prometheus(ofJob(PAGE.text("fleet-drop")), "")) {
      server.await("sum(up)", up -> up == JVMS);

      assertThat(server.value("sum(costspan_cost_total)")).isCloseTo(fleet.spent(), one());
      assertThat(server.value("avg(scrape_samples_post_metric_relabeling)"))
          .isEqualTo(captured.size() - buckets);
      assertThat(server.value("count({otel_scope_name!=\"\"})")).isNaN();
    }
  }

  @Test
  void shards_togetherRecordWhatTheFleetSpends() throws Exception {
    fleet.turnBack();
    try (MetricsServer first = shard(0);
        MetricsServer second = shard(1);
        MetricsServer global = global(first, second)) {
      global.await("sum(ai:jvms)", jvms -> jvms == JVMS);
      assertThat(global.value("count(count by (service) (ai:jvms))")).isEqualTo(JVMS / 10);
      assertThat(first.value("count(up)")).isBetween(10.0, JVMS - 10.0);
      assertThat(first.value("count(up)") + second.value("count(up)")).isEqualTo(JVMS);
      fleet.turnForward();

      // What is shown at 0 first and then grows at once is extrapolated by a part of the window.
      global.await("ai:spend:increase1d", spent -> spent > 0.9 * fleet.spent());
      assertThat(global.value("ai:spend:increase1d")).isLessThan(1.5 * fleet.spent());
      assertThat(global.value("count(costspan_cost_total)")).isNaN();
    }
  }

  @Test
  void globalRules_areThoseThatWeShip() throws Exception {
    YAMLMapper yaml = new YAMLMapper();
    Path shipped = Build.existing("observability/prometheus/recording.yml");
    assertThat(yaml.readTree(shipped.toFile()).findValuesAsText("expr"))
        .containsAll(yaml.readTree(PAGE.text("fleet-global")).findValuesAsText("expr"));
  }

  @Test
  void remoteWrite_sendsOnlyWhatRulesRecord() throws Exception {
    try (MetricsServer store = victoria();
        MetricsServer server =
            prometheus(
                "",
                recording(),
                PAGE.text("fleet-remote-write")
                    .replace("http://mimir:9009/api/v1/push", store.url() + "/api/v1/write"))) {
      server.await("sum(ai:jvms)", jvms -> jvms == JVMS);
      store.await("sum(ai:jvms)", jvms -> jvms == JVMS);

      assertThat(store.value("count({__name__!~\"ai:.*\"})")).isNaN();
    }
  }

  @Test
  void collectorSettings_nameOnlyWhatTheyDeclare() throws Exception {
    for (String snippet : List.of("fleet-collector", "fleet-collector-delta")) {
      JsonNode settings = new YAMLMapper().readTree(PAGE.text(snippet));
      JsonNode pipeline = settings.at("/service/pipelines/metrics");
      for (String kind : List.of("receivers", "processors", "exporters")) {
        assertThat(StreamSupport.stream(pipeline.path(kind).spliterator(), false))
            .as(snippet + " " + kind)
            .isNotEmpty()
            .allMatch(name -> settings.path(kind).has(name.asText()));
      }
    }
  }

  private MetricsServer shard(int number) throws Exception {
    String relabeling =
        PAGE.text("fleet-shard")
            .replace("modulus: 8", "modulus: 2")
            .replace("regex: \"0\"", "regex: \"" + number + "\"");
    assertThat(relabeling).contains("modulus: 2", "regex: \"" + number + "\"");
    return prometheus(ofJob(relabeling), recording());
  }

  private MetricsServer global(MetricsServer first, MetricsServer second) throws Exception {
    String federation =
        PAGE.text("fleet-federate")
            .replace("shard-0:9090", first.url().substring("http://".length()))
            .replace("shard-1:9090", second.url().substring("http://".length()));
    Path rules = Scratch.folder("rules").resolve("global.yml");
    Files.writeString(rules, PAGE.text("fleet-global"));
    String limits = Build.existing("observability/prometheus/limits.yml").toString();
    String alerts = Build.existing("observability/prometheus/alerts.yml").toString();
    return start(String.join(", ", rules.toString(), limits, alerts), federation);
  }

  private static String recording() throws Exception {
    return new PrometheusStore().rules().get(0).toString();
  }

  /** As lines of a job. */
  private static String ofJob(String lines) {
    return lines.indent(4);
  }

  private MetricsServer prometheus(String ofJob, String rules, String... more) throws Exception {
    return start(rules, fleet.scrapeConfigs() + ofJob + String.join("", more));
  }

  private static MetricsServer start(String rules, String settings) throws Exception {
    Path folder = Scratch.folder("prometheus");
    Files.writeString(
        folder.resolve("prometheus.yml"),
        "global: {scrape_interval: 5s, evaluation_interval: 5s}\nrule_files: [%s]\n%s"
            .formatted(rules, settings));
    List<String> flags =
        List.of(
            "--config.file=" + folder.resolve("prometheus.yml"),
            "--storage.tsdb.path=" + folder.resolve("data"));
    return new MetricsServer(
        folder, "prometheus", "--web.listen-address=localhost:", "/-/ready", flags);
  }

  private static MetricsServer victoria() throws Exception {
    Path folder = Scratch.folder("victoria");
    return new MetricsServer(
        folder,
        "victoria-metrics",
        "-httpListenAddr=localhost:",
        "/health",
        List.of("-storageDataPath=" + folder.resolve("data")));
  }

  private static Percentage one() {
    return Percentage.withPercentage(1e-6);
  }
}
