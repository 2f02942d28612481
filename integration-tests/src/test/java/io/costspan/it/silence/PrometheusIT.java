package io.costspan.it.silence;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.it.AiStandIn;
import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.Finished;
import io.costspan.it.Jdk;
import io.costspan.it.OneCallApp;
import io.costspan.it.RunningJvm;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Prometheus endpoint, switched on as OpenTelemetry's manual says. */
class PrometheusIT {
  private static final Pattern COST = Pattern.compile("costspan_cost_total\\{[^}]*} 0\\.003\n");

  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void scrape_afterACall_tellsItsCost(Jdk jdk) throws Exception {
    int port = freePort();
    try (AiStandIn standIn = AiStandIn.of("sdk");
        RunningJvm child = start(jdk, port, standIn.url() + "/openai/v1")) {
      child.awaitStdout("waiting");
      String page = scrape(port);

      assertThat(page)
          .containsPattern(
              "costspan_cost(_total)?\\{[^}]*costspan_meter=\"output_tokens\"[^}]*} 0\\.003\n")
          .containsPattern(
              "costspan_calls(_total)?\\{[^}]*costspan_rating=\"rated\"[^}]*} 1\\.0\n");
      child.type("");
      Finished finished = child.await();
      assertThat(finished.stderr()).startsWith("costspan receipt");
    }
  }

  private static RunningJvm start(Jdk jdk, int port, String openAi) {
    return ChildJvm.on(jdk)
        .classPath(Build.testClasses())
        .agent("endpoints=" + openAi + "=openai")
        .env("OTEL_METRICS_EXPORTER", "prometheus")
        .env("OTEL_EXPORTER_PROMETHEUS_PORT", port)
        .start(OneCallApp.class.getName(), openAi, "wait");
  }

  /**
   * The page, once the call has reached it, because telemetry runs behind the application and shows
   * a new series at 0 first.
   */
  private static String scrape(int port) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/metrics")).build();
    for (int attempt = 0; ; attempt++) {
      try {
        String page = HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
        if (COST.matcher(page).find() || attempt == 100) {
          return page;
        }
      } catch (IOException notYetUp) {
        if (attempt == 100) {
          throw notYetUp;
        }
      }
      Thread.sleep(100);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
