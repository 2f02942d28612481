package io.costspan.it.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.costspan.it.prometheus.PrometheusServer;
import java.io.File;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoublePredicate;
import java.util.stream.Stream;

/** A server that stores metrics, or a helper of one, as a process of the test on a free port. */
final class MetricsServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final Process process;
  private final Path log;
  private final String url;

  /**
   * Starts it, or aborts the test if there is no such program.
   *
   * @param program as it is called on the {@code PATH}
   * @param listen the flag that says where to listen, up to the port
   * @param ready the path that answers once it is ready
   */
  MetricsServer(Path folder, String program, String listen, String ready, List<String> flags)
      throws IOException, InterruptedException {
    int port = PrometheusServer.freePort();
    List<String> command = new ArrayList<>(List.of(binary(program), listen + port));
    command.addAll(flags);
    log = folder.resolve(program + ".log");
    url = "http://localhost:" + port;
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    await(ready, () -> answers(ready));
  }

  private static String binary(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst()
        .map(Path::toString)
        .orElseGet(() -> abort("NOT TESTED: a fleet, because there is no " + program));
  }

  String url() {
    return url;
  }

  /** What it answers, in JSON. */
  JsonNode ask(String path) throws IOException, InterruptedException {
    HttpResponse<String> response = get(path);
    assertThat(response.statusCode()).as(path + ": " + response.body()).isEqualTo(200);
    return JSON.readTree(response.body());
  }

  /** The result of a query now. */
  JsonNode query(String query) throws IOException, InterruptedException {
    String encoded = URLEncoder.encode(query, StandardCharsets.UTF_8);
    return ask("/api/v1/query?stats=all&query=" + encoded).path("data");
  }

  /** The only value that a query finds, {@code NaN} for none. */
  double value(String query) throws IOException, InterruptedException {
    return query(query).at("/result/0/value/1").asDouble(Double.NaN);
  }

  /** Waits until the value of a query is as expected. */
  void await(String query, DoublePredicate expected) throws IOException, InterruptedException {
    await(query, () -> expected.test(value(query)));
  }

  /** The sum of what it says of itself under that name, or that beginning of a name with labels. */
  double ownMetric(String name) throws IOException, InterruptedException {
    return get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  /** Waits until that sum is as expected. */
  void awaitOwnMetric(String name, DoublePredicate expected)
      throws IOException, InterruptedException {
    await(name, () -> expected.test(ownMetric(name)));
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return CLIENT.send(
        HttpRequest.newBuilder(URI.create(url + path)).build(), BodyHandlers.ofString());
  }

  private boolean answers(String path) throws IOException, InterruptedException {
    try {
      return get(path).statusCode() == 200;
    } catch (ConnectException notYetUp) {
      assertThat(process.isAlive()).as(Files.readString(log)).isTrue();
      return false;
    }
  }

  private interface Condition {
    boolean holds() throws IOException, InterruptedException;
  }

  private void await(String what, Condition condition) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.holds()) {
      assertThat(System.nanoTime()).as(what + "\n" + tail()).isLessThan(deadline);
      Thread.sleep(200);
    }
  }

  private String tail() {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    process.waitFor();
  }
}
