package io.costspan.it.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import io.costspan.it.Scratch;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A real Prometheus that scrapes one target every two seconds, on Debian the package {@code
 * prometheus}. It is looked for on the {@code PATH}, or where the environment variable {@code
 * PROMETHEUS} says.
 */
public final class PrometheusServer implements AutoCloseable {
  private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(2);

  private final Process process;
  private final Path log;
  private final Asked asked;

  private PrometheusServer(Process process, Path log, Asked asked) {
    this.process = process;
    this.log = log;
    this.asked = asked;
  }

  /**
   * Starts a server; aborts the test if there is none on this machine.
   *
   * @param rules alert rules in YAML
   */
  public static PrometheusServer start(int targetPort, String rules) throws IOException {
    return start(
        """
        scrape_configs: [{job_name: app, static_configs: [{targets: ["localhost:%d"]}]}]
        """
            .formatted(targetPort),
        rules);
  }

  /**
   * Starts a server; aborts the test if there is none on this machine.
   *
   * @param targets {@code scrape_configs} in YAML
   */
  public static PrometheusServer start(String targets, String rules) throws IOException {
    Path binary = binary();
    Path folder = Scratch.folder("prometheus");
    Files.writeString(folder.resolve("rules.yml"), rules);
    Path settings =
        Files.writeString(
            folder.resolve("prometheus.yml"),
            """
            global: {scrape_interval: 2s, scrape_timeout: 2s, evaluation_interval: 1s}
            rule_files: [rules.yml]
            """
                + targets);
    int port = freePort();
    Path log = folder.resolve("log");
    Process process =
        new ProcessBuilder(
                binary.toString(),
                "--config.file=" + settings,
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--web.listen-address=localhost:" + port)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    return new PrometheusServer(process, log, new Asked(port));
  }

  private static Path binary() {
    Stream<Path> named = Stream.ofNullable(System.getenv("PROMETHEUS")).map(Path::of);
    Stream<Path> onPath =
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .map(folder -> Path.of(folder, "prometheus"));
    return Stream.concat(named, onPath)
        .filter(Files::isExecutable)
        .findFirst()
        .orElseGet(PrometheusServer::missing);
  }

  private static Path missing() {
    String message =
        "NOT TESTED: what Prometheus makes of the metrics, because there is no prometheus on the"
            + " PATH. On Debian: apt-get install --no-install-recommends prometheus";
    System.err.println("\n" + "!".repeat(80) + "\n" + message + "\n" + "!".repeat(80) + "\n");
    return abort(message);
  }

  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** The only value that a query finds, {@code NaN} for none. */
  public double value(String query) {
    return values(query, "nothing").values().stream().findFirst().orElse(Double.NaN);
  }

  /** What a query finds, by the values of those labels, joined by blanks. */
  Map<String, Double> values(String query, String... labels) {
    Map<String, Double> values = new HashMap<>();
    for (JsonNode series : asked.now(query)) {
      String name =
          String.join(
              " ",
              Stream.of(labels).map(label -> series.path("metric").path(label).asText()).toList());
      values.merge(name, series.path("value").path(1).asDouble(), Double::sum);
    }
    return values;
  }

  /** Waits until the value of a query is as expected. */
  public void await(String query, Predicate<Double> expected) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!expected.test(value(query))) {
      assertThat(System.nanoTime())
          .as(() -> query + " is " + value(query) + ":\n" + log())
          .isLessThan(deadline);
      pause();
    }
  }

  private String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    try {
      process.destroy();
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
