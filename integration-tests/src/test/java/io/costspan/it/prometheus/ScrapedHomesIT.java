package io.costspan.it.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.costspan.it.AiStandIn;
import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.Jdk;
import io.costspan.it.OneCallApp;
import io.costspan.it.RunningJvm;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Points stand on the page that the application has, and begin there at 0. */
class ScrapedHomesIT {
  private static final double ONE_CALL = 0.00472;
  private static final String COST = "costspan_cost_total{";
  private static final String CALLS = "costspan_calls_total{";

  @AutoClose private static final AiStandIn STAND_IN = AiStandIn.of("sdk");

  private final HttpClient scraper = HttpClient.newHttpClient();

  @Test
  void scrape_pageOfTheOpenTelemetryAgent_showsOurSeriesFromZero() throws Exception {
    scrapeTheAgent(Jdk.all().get(0), true);
  }

  static Stream<Arguments> otherPairs() {
    return Jdk.all().stream()
        .flatMap(jdk -> Stream.of(true, false).map(oursFirst -> Arguments.of(jdk, oursFirst)))
        .skip(1);
  }

  @Tag("frameworks")
  @ParameterizedTest
  @MethodSource("otherPairs")
  void scrape_pageOfTheOpenTelemetryAgent_showsThemToo(Jdk jdk, boolean oursFirst)
      throws Exception {
    scrapeTheAgent(jdk, oursFirst);
  }

  private void scrapeTheAgent(Jdk jdk, boolean oursFirst) throws Exception {
    int port = PrometheusServer.freePort();
    String theirs = "-javaagent:" + Build.openTelemetryAgentJar();
    try (RunningJvm child =
        ChildJvm.on(jdk)
            .jvm(oursFirst ? ours("") : theirs, oursFirst ? theirs : ours(""))
            .env("OTEL_METRICS_EXPORTER", "prometheus")
            .env("OTEL_TRACES_EXPORTER", "none")
            .env("OTEL_TRACES_SAMPLER", "always_off")
            .env("OTEL_LOGS_EXPORTER", "none")
            .env("OTEL_EXPORTER_PROMETHEUS_PORT", port)
            .classPath(Build.testClasses())
            .start(OneCallApp.class.getName(), openAi(), "wait")) {
      assertBornAtZero(port);
      assertThat(page(port)).contains("jvm_memory");
      child.type("");
      assertThat(child.await().stderr()).doesNotContain("[costspan]", "BindException");
    }
  }

  @Test
  void scrape_pageOfTheApplicationsSdk_showsOurSeriesFromZero() throws Exception {
    int port = PrometheusServer.freePort();
    try (RunningJvm child =
        ChildJvm.on(Jdk.running())
            .jvm(ours(",prometheus.port=" + PrometheusServer.freePort()))
            .classPath(Build.testClasses(), Build.clientClassPath("opentelemetry"))
            .classPath(Build.clientClassPath("opentelemetry-prometheus"))
            .start(ScrapedApp.class.getName(), openAi(), port)) {
      assertBornAtZero(port);
      child.awaitStderr("opens no endpoint, because metrics go to the home application");
      child.type("");
      child.await();
    }
  }

  /** The first look at a counter is 0, the next one what it amounts to. */
  private void assertBornAtZero(int port) throws InterruptedException {
    String born = pageWhere(port, page -> page.contains(COST));
    assertThat(sum(born, COST)).as(born).isZero();
    String grown = pageWhere(port, page -> sum(page, COST) > 0 && sum(page, CALLS) > 0);
    assertThat(sum(grown, COST)).as(grown).isEqualTo(ONE_CALL, within(1e-9));
    assertThat(sum(grown, CALLS)).as(grown).isEqualTo(1);
  }

  private String pageWhere(int port, Predicate<String> wanted) throws InterruptedException {
    String page = page(port);
    for (int attempt = 0; attempt < 1200 && !wanted.test(page); attempt++) {
      Thread.sleep(50);
      page = page(port);
    }
    return page;
  }

  private String page(int port) throws InterruptedException {
    URI uri = URI.create("http://localhost:" + port + "/metrics");
    try {
      return scraper.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
    } catch (IOException notYetUp) {
      return "";
    }
  }

  private static double sum(String page, String metric) {
    return page.lines()
        .filter(line -> line.startsWith(metric))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private static String ours(String more) {
    return "-javaagent:" + Build.agentJar() + "=endpoints=" + openAi() + "=openai" + more;
  }

  private static String openAi() {
    return STAND_IN.url() + "/openai/v1";
  }
}
