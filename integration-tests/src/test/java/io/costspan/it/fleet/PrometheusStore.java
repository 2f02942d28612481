package io.costspan.it.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Prometheus, of Debian's package {@code prometheus}. */
final class PrometheusStore extends Store {
  private final Path data = folder.resolve("data");
  private MetricsServer server;

  @Override
  Disk takeHistory(SimulatedFleet fleet) throws Exception {
    Files.writeString(folder.resolve("prometheus.yml"), "global: {}\n");
    try (MetricsServer taking = start("--web.enable-remote-write-receiver")) {
      fleet.sendHistory(new RemoteWrite(taking.url() + "/api/v1/write"));
      double end = taking.ownMetric("prometheus_tsdb_head_max_time_seconds");
      taking.awaitOwnMetric(
          "prometheus_tsdb_head_min_time_seconds", begin -> end - begin < 3.5 * 3600);
    }
    return blocks();
  }

  private Disk blocks() throws IOException {
    Disk sum = new Disk(0, 0, 0);
    try (Stream<Path> blocks = Files.list(data)) {
      for (Path block : blocks.filter(one -> Files.exists(one.resolve("meta.json"))).toList()) {
        JsonNode meta = new ObjectMapper().readTree(block.resolve("meta.json").toFile());
        sum =
            new Disk(
                sum.samples() + meta.at("/stats/numSamples").asLong(),
                sum.sampleBytes() + size(block, "chunks"),
                sum.indexBytes() + size(block, "index"));
      }
    }
    return sum;
  }

  @Override
  MetricsServer scrape(SimulatedFleet fleet) throws Exception {
    Files.writeString(
        folder.resolve("prometheus.yml"),
        """
        global: {scrape_interval: 15s, evaluation_interval: 20s}
        rule_files: %s
        """
                .formatted(rules())
            + fleet.scrapeConfigs());
    server = start();
    return server;
  }

  private MetricsServer start(String... more) throws IOException, InterruptedException {
    List<String> flags =
        Stream.concat(
                Stream.of(
                    "--config.file=" + folder.resolve("prometheus.yml"),
                    "--storage.tsdb.path=" + data,
                    "--storage.tsdb.retention.time=60d"),
                Stream.of(more))
            .toList();
    return new MetricsServer(
        folder, "prometheus", "--web.listen-address=localhost:", "/-/ready", flags);
  }

  @Override
  void assertRulesHold() throws Exception {
    for (JsonNode group : server.ask("/api/v1/rules").at("/data/groups")) {
      for (JsonNode rule : group.path("rules")) {
        assertThat(rule.path("health").asText()).as(rule.toString()).isEqualTo("ok");
      }
    }
  }

  @Override
  public String toString() {
    return "Prometheus";
  }
}
