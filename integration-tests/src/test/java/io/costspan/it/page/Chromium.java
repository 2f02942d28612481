package io.costspan.it.page;

import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.costspan.it.Scratch;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real Chromium without a window, on Debian the package {@code chromium}. It is looked for on the
 * {@code PATH}, or where the environment variable {@code CHROMIUM} says.
 */
final class Chromium implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final int ATTEMPTS = 1_200;

  private final Process process;
  private final String url;

  private Chromium(Process process, String url) {
    this.process = process;
    this.url = url;
  }

  /**
   * Starts it; aborts the test if there is none on this machine.
   *
   * @param rebound a name that it resolves to this machine
   */
  static Chromium start(String rebound) throws Exception {
    Path binary = binary();
    Path folder = Scratch.folder("chromium");
    Process process =
        new ProcessBuilder(
                binary.toString(),
                "--headless",
                // Whoever builds in a container is root there, which Chromium refuses otherwise.
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
                "--hide-scrollbars",
                "--remote-debugging-port=0",
                "--host-resolver-rules=MAP " + rebound + " 127.0.0.1",
                "--user-data-dir=" + folder.resolve("profile"),
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    return new Chromium(process, "http://127.0.0.1:" + port(process, folder));
  }

  private static String port(Process process, Path folder) throws Exception {
    Path told = folder.resolve("profile/DevToolsActivePort");
    for (int attempt = 0; attempt < ATTEMPTS && process.isAlive(); attempt++) {
      List<String> lines = Files.exists(told) ? Files.readAllLines(told) : List.of();
      if (!lines.isEmpty()) {
        return lines.get(0);
      }
      Thread.sleep(50);
    }
    process.destroyForcibly();
    throw new AssertionError(
        "Chromium does not start:\n" + Files.readString(folder.resolve("log")));
  }

  private static Path binary() {
    Stream<Path> named = Stream.ofNullable(System.getenv("CHROMIUM")).map(Path::of);
    Stream<Path> onPath =
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .flatMap(
                folder ->
                    Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of(folder, name)));
    return Stream.concat(named, onPath)
        .filter(Files::isExecutable)
        .findFirst()
        .orElseGet(Chromium::missing);
  }

  private static Path missing() {
    String message =
        "NOT TESTED: the spend page in a browser, because there is no chromium on the PATH. On"
            + " Debian: apt-get install --no-install-recommends chromium";
    System.err.println("\n" + "!".repeat(80) + "\n" + message + "\n" + "!".repeat(80) + "\n");
    return abort(message);
  }

  /** A new tab. */
  Tab open() throws IOException, InterruptedException {
    JsonNode target =
        JSON.readTree(
            CLIENT
                .send(
                    HttpRequest.newBuilder(URI.create(url + "/json/new?about:blank"))
                        .method("PUT", HttpRequest.BodyPublishers.noBody())
                        .build(),
                    BodyHandlers.ofString())
                .body());
    return new Tab(URI.create(target.path("webSocketDebuggerUrl").asText()));
  }

  @Override
  public void close() {
    try {
      process.destroy();
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
