package io.costspan.it.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** VictoriaMetrics and its vmalert, of Debian's package {@code victoria-metrics}. */
final class VictoriaStore extends Store {
  private final Path data = folder.resolve("data");
  private MetricsServer rules;

  @Override
  Disk takeHistory(SimulatedFleet fleet) throws Exception {
    try (MetricsServer taking = start()) {
      fleet.sendHistory(new RemoteWrite(taking.url() + "/api/v1/write"));
      taking.get("/internal/force_flush");
      taking.get("/internal/force_merge");
      taking.awaitOwnMetric("vm_active_force_merges", merges -> merges == 0);
      double samples =
          taking.ownMetric("vm_rows{type=\"storage/big\"}")
              + taking.ownMetric("vm_rows{type=\"storage/small\"}");
      return new Disk((long) samples, size(data, "data/"), size(data, "indexdb/"));
    }
  }

  @Override
  MetricsServer scrape(SimulatedFleet fleet) throws Exception {
    Path settings = folder.resolve("scrape.yml");
    Files.writeString(settings, "global: {scrape_interval: 15s}\n" + fleet.scrapeConfigs());
    MetricsServer server = start("-promscrape.config=" + settings);
    List<String> flags =
        new ArrayList<>(
            List.of(
                "-evaluationInterval=20s",
                "-datasource.url=" + server.url(),
                "-remoteWrite.url=" + server.url(),
                "-notifier.url=" + fleet.url()));
    rules().forEach(file -> flags.add("-rule=" + file));
    rules = new MetricsServer(folder, "vmalert", "-httpListenAddr=localhost:", "/health", flags);
    return server;
  }

  private MetricsServer start(String... more) throws IOException, InterruptedException {
    List<String> flags = new ArrayList<>(List.of("-storageDataPath=" + data, "-retentionPeriod=3"));
    flags.addAll(List.of(more));
    return new MetricsServer(
        folder, "victoria-metrics", "-httpListenAddr=localhost:", "/health", flags);
  }

  @Override
  void assertRulesHold() throws Exception {
    assertThat(rules.ownMetric("vmalert_recording_rules_error")).isZero();
    assertThat(rules.ownMetric("vmalert_alerting_rules_error")).isZero();
  }

  @Override
  public void close() throws InterruptedException {
    if (rules != null) {
      rules.close();
    }
  }

  @Override
  public String toString() {
    return "VictoriaMetrics";
  }
}
