package io.costspan.it.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.it.AiStandIn;
import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.Jdk;
import io.costspan.it.OneCallApp;
import io.costspan.it.RunningJvm;
import java.io.IOException;
import java.net.NetworkInterface;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.function.Predicate;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The agent's own Prometheus endpoint beside that of the OpenTelemetry agent. */
class TwoEndpointsIT {
  private static final String TOLD = "costspan_calls_total{";

  @AutoClose private static final AiStandIn STAND_IN = AiStandIn.of("sdk");

  private final String openAi = STAND_IN.url() + "/openai/v1";

  @Test
  void scrape_ownPort_servesBothPages() throws Exception {
    int theirs = PrometheusServer.freePort();
    int ours = PrometheusServer.freePort();
    String options = "prometheus.host=127.0.0.3,prometheus.port=" + ours;
    try (RunningJvm child = start(theirs, options)) {
      assertThat(page("127.0.0.3", ours, text -> text.contains(TOLD))).contains(TOLD);
      assertThat(page("127.0.0.2", theirs, text -> text.contains("jvm_memory")))
          .contains("jvm_memory")
          .doesNotContain("costspan_");
      child.type("");
      assertThat(child.await().stderr()).doesNotContain("[costspan] warn");
    }
  }

  @Test
  void start_samePort_warnsWithTheOptionThatHelps() throws Exception {
    int theirs = PrometheusServer.freePort();
    try (RunningJvm child = start(theirs, "receipt=true")) {
      child.awaitStderr("-Dcostspan.prometheus.port=");
    }
  }

  @Test
  void scrape_lineForContainers_answersOnAllInterfaces() throws Exception {
    int ours = PrometheusServer.freePort();
    String host =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
            .map(address -> address.getHostAddress())
            .filter(address -> address.contains("."))
            .findFirst()
            .orElse("127.0.0.2");
    try (RunningJvm child =
        ChildJvm.on(Jdk.running())
            .agent(
                "endpoints="
                    + openAi
                    + "=openai,prometheus.port="
                    + ours
                    + ",prometheus.host=0.0.0.0")
            .classPath(Build.testClasses())
            .start(OneCallApp.class.getName(), openAi, "wait")) {
      child.awaitStdout("waiting");
      assertThat(page(host, ours, text -> text.contains(TOLD))).contains(TOLD);
    }
  }

  private RunningJvm start(int theirPort, String options) {
    RunningJvm child =
        ChildJvm.on(Jdk.running())
            .jvm("-javaagent:" + Build.openTelemetryAgentJar())
            .agent("telemetry=embedded,endpoints=" + openAi + "=openai," + options)
            .env("OTEL_METRICS_EXPORTER", "prometheus")
            .env("OTEL_TRACES_EXPORTER", "none")
            .env("OTEL_LOGS_EXPORTER", "none")
            .env("OTEL_EXPORTER_PROMETHEUS_HOST", "127.0.0.2")
            .env("OTEL_EXPORTER_PROMETHEUS_PORT", theirPort)
            .classPath(Build.testClasses())
            .start(OneCallApp.class.getName(), openAi, "wait");
    child.awaitStdout("waiting");
    return child;
  }

  /** The page once it has what is wanted, or as it is after a while. */
  private static String page(String host, int port, Predicate<String> wanted)
      throws InterruptedException {
    URI uri = URI.create("http://" + host + ":" + port + "/metrics");
    String page = "";
    for (int attempt = 0; attempt < 300 && !wanted.test(page); attempt++) {
      try {
        page =
            HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .body();
      } catch (IOException notYetUp) {
        page = "";
      }
      Thread.sleep(100);
    }
    return page;
  }
}
