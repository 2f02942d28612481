package io.costspan.it.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.costspan.it.Build;
import io.costspan.it.fleet.Store.Disk;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a fleet costs the servers that store its metrics. It prints the rows of the table in {@code
 * docs/fleet.md}, and compares what does not depend on the machine.
 */
@Tag("fleet-figures")
class FleetFiguresIT {
  private static final String CPU = "process_cpu_seconds_total";
  private static final int ROUNDS = 5;
  private static List<Series> captured;

  @BeforeAll
  static void capture() throws Exception {
    captured = CapturedPage.capture();
  }

  static Stream<Integer> sizes() {
    return Stream.of(System.getProperty("fleet.sizes", "50,100,200").split(","))
        .map(Integer::valueOf);
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void prometheus_recordsTheFleetsCosts(int jvms) throws Exception {
    measure(new PrometheusStore(), jvms);
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void victoriaMetrics_recordsTheFleetsCosts(int jvms) throws Exception {
    measure(new VictoriaStore(), jvms);
  }

  private static void measure(Store store, int jvms) throws Exception {
    try (store;
        SimulatedFleet fleet = new SimulatedFleet(captured, jvms)) {
      Disk disk = store.takeHistory(fleet);
      assertThat(disk.samples()).isGreaterThan((long) jvms * captured.size() * 18 * 60);
      try (MetricsServer server = store.scrape(fleet)) {
        server.await("sum(up)", up -> up == jvms);
        server.await("count(ai:cost:rate5m)", series -> series > 0);
        server.await("count(ai:spend:forecast30d)", series -> series > 0);
        assertMoney(server, fleet, jvms);
        store.assertRulesHold();
        String row = row(store, server, disk, jvms);
        System.out.println(row);
        assertOnPage(row);
      }
    }
  }

  private static void assertMoney(MetricsServer server, SimulatedFleet fleet, int jvms)
      throws Exception {
    assertThat(server.value("avg(scrape_samples_scraped)")).isEqualTo(captured.size());
    assertThat(server.value("sum(costspan_cost_total)"))
        .isCloseTo(fleet.spent(), Percentage.withPercentage(1e-6));
    // The day has moved on while its history was sent.
    assertThat(server.value("sum(ai:spend:increase1d)"))
        .isCloseTo(fleet.spent(), Percentage.withPercentage(10));
    assertThat(server.value("count(count by (service) (ai:cost:increase1d))")).isEqualTo(jvms / 10);
  }

  private static String row(Store store, MetricsServer server, Disk disk, int jvms)
      throws Exception {
    double memory = server.ownMetric("process_resident_memory_bytes");
    List<JsonNode> rules =
        new YAMLMapper().readTree(store.rules().get(0).toFile()).findValues("expr");
    double before = server.ownMetric(CPU);
    long read = 0;
    for (int i = 0; i < ROUNDS; i++) {
      for (JsonNode rule : rules) {
        read += server.query(rule.asText()).at("/stats/samples/totalQueryableSamples").asLong();
      }
    }
    double cpu = server.ownMetric(CPU) - before;
    return String.format(
        Locale.ROOT,
        "| %s | %d | %d | %.2f | %.2f | %.0f | %s | %.2f |",
        store,
        jvms,
        jvms * captured.size(),
        (double) disk.sampleBytes() / disk.samples(),
        (double) disk.indexBytes() / disk.samples(),
        memory / 1e6,
        read == 0 ? "-" : Math.round(read / 1e5 / ROUNDS) / 10.0,
        cpu / ROUNDS);
  }

  /** Series and bytes must be as the page says, times and memory depend on the machine. */
  private static void assertOnPage(String row) throws Exception {
    String[] now = row.split(" *\\| *");
    List<String> rows =
        Files.readAllLines(Build.existing("docs/fleet.md")).stream()
            .filter(line -> line.startsWith("| " + now[1] + " | " + now[2] + " |"))
            .toList();
    assertThat(rows).as(row).hasSize(1);
    String[] then = rows.get(0).split(" *\\| *");
    assertThat(now[3]).isEqualTo(then[3]);
    // How large they are depends on what the server has merged so far.
    assertClose(now[4], then[4], 30);
    assertClose(now[5], then[5], 50);
  }

  private static void assertClose(String now, String then, int percent) {
    assertThat(Double.parseDouble(now))
        .isCloseTo(Double.parseDouble(then), Percentage.withPercentage(percent));
  }
}
