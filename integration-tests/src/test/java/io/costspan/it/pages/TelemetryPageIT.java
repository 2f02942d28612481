package io.costspan.it.pages;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.costspan.it.AiStandIn;
import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.Finished;
import io.costspan.it.Ledger;
import io.costspan.it.OtlpCollector;
import io.costspan.it.OtlpCollector.Point;
import io.costspan.it.OtlpCollector.Span;
import io.costspan.it.RunningJvm;
import io.costspan.it.Scratch;
import io.costspan.it.prometheus.PrometheusServer;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The snippets of {@code docs/telemetry.md}, pasted. */
class TelemetryPageIT {
  private static final double ONE_CALL = 0.006;
  private static final Page PAGE = new Page("telemetry.md");

  @AutoClose private static final AiStandIn STAND_IN = AiStandIn.empty();

  private final Path folder = Scratch.folder("page");
  @AutoClose private final OtlpCollector collector = new OtlpCollector();

  @BeforeAll
  static void stubReplies() {
    reply("gpt-4o");
    reply("no-such-model");
  }

  private static void reply(String model) {
    STAND_IN
        .server()
        .stubFor(
            any(anyUrl())
                .withRequestBody(matchingJsonPath("$[?(@.model == '" + model + "')]"))
                .willReturn(
                    okJson(
                        """
                        {"id":"c1","model":"%s","choices":[{"message":{"content":"Yes."}}],
                         "usage":{"prompt_tokens":1200,"completion_tokens":300}}\
                        """
                            .formatted(model))));
  }

  @BeforeEach
  void putJarsIntoFolder() throws IOException {
    link("costspan-agent.jar", Build.agentJar());
    link("opentelemetry-javaagent.jar", Build.openTelemetryAgentJar());
    AppJar.make(folder.resolve("app.jar"));
  }

  private void link(String name, Path target) throws IOException {
    Files.createSymbolicLink(folder.resolve(name), target);
  }

  @Test
  void everySnippet_isRunByATest() {
    Set<String> run =
        Stream.of(TelemetryPageIT.class, FrameworksPageIT.class)
            .flatMap(tests -> Stream.of(tests.getDeclaredMethods()))
            .filter(method -> method.isAnnotationPresent(Shown.class))
            .flatMap(method -> Stream.of(method.getAnnotation(Shown.class).value()))
            .collect(Collectors.toSet());

    assertThat(run).containsExactlyInAnyOrderElementsOf(PAGE.names());
  }

  @Test
  @Shown("otel-agent")
  void openTelemetryAgent_hasTheCallInItsTrace() {
    call(child().env("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url()), lines("otel-agent"));

    assertExported();
    assertThat(collector.spans()).hasSize(2).extracting(Span::traceId).containsOnly(traceId());
    assertThat(collector.resource())
        .containsEntry("telemetry.distro.name", "opentelemetry-java-instrumentation");
  }

  @Test
  @Shown("micrometer")
  void micrometer_registryShowsTheCost() throws IOException {
    String libraries = Build.clientClassPath("micrometer");
    Finished finished =
        paste(
            libraries,
            List.of("io.micrometer.core.instrument.*", "io.micrometer.prometheusmetrics.*"),
            "",
            lines("micrometer"),
            """
            io.costspan.it.OneCallApp.main(new String[] {arguments[0]});
            while (!registry.scrape().contains("costspan_cost_total{")) Thread.onSpinWait();
            System.out.println(registry.scrape());
            """);

    assertThat(finished.transcript()).contains("costspan_cost_total{");
  }

  @Test
  @Shown("sdk")
  void ownSdk_hasTheCallInItsSpans() throws IOException {
    paste(
        Build.clientClassPath("opentelemetry"),
        List.of(
            "io.opentelemetry.api.trace.propagation.*",
            "io.opentelemetry.context.propagation.*",
            "io.opentelemetry.exporter.otlp.http.trace.*",
            "io.opentelemetry.exporter.otlp.http.metrics.*",
            "io.opentelemetry.sdk.*",
            "io.opentelemetry.sdk.metrics.*",
            "io.opentelemetry.sdk.metrics.export.*",
            "io.opentelemetry.sdk.trace.*",
            "io.opentelemetry.sdk.trace.export.*"),
        """
        SdkTracerProvider tracers = SdkTracerProvider.builder().addSpanProcessor(
            SimpleSpanProcessor.create(
                OtlpHttpSpanExporter.builder().setEndpoint(arguments[1] + "/v1/traces").build()))
            .build();
        SdkMeterProvider meters = SdkMeterProvider.builder().registerMetricReader(
            PeriodicMetricReader.create(
                OtlpHttpMetricExporter.builder().setEndpoint(arguments[1] + "/v1/metrics").build()))
            .build();
        """,
        lines("sdk"),
        """
        io.costspan.it.OneCallApp.main(new String[] {arguments[0]});
        java.io.File ledger = new java.io.File(arguments[2]);
        while (ledger.length() == 0) Thread.onSpinWait();
        sdk.close();
        """);

    assertExported();
  }

  @Test
  @Shown({
    "prometheus",
    "prometheus-scrape",
    "prometheus-spent",
    "prometheus-exact",
    "prometheus-unrated"
  })
  void prometheus_answersTheQueries() throws IOException {
    String port = Integer.toString(PrometheusServer.freePort());
    String targets = lines("prometheus-scrape").replace("9464", port);
    try (PrometheusServer prometheus = PrometheusServer.start(targets, "");
        RunningJvm app =
            child()
                .env("OTEL_EXPORTER_PROMETHEUS_PORT", port)
                .startShell(folder, lines("prometheus"))) {
      app.awaitStdout("ready");
      app.type("gpt-4o");
      prometheus.await(lines("prometheus-exact"), exact -> exact > ONE_CALL - 1e-9);
      assertThat(prometheus.value(lines("prometheus-exact"))).isEqualTo(ONE_CALL, within(1e-9));
      assertThat(prometheus.value(lines("prometheus-spent")))
          .isBetween(0.99 * ONE_CALL, 1.5 * ONE_CALL);
      assertThat(prometheus.value(lines("prometheus-unrated"))).isNaN();

      app.type("no-such-model");
      prometheus.await(lines("prometheus-unrated"), unrated -> unrated > 0);
      app.endInput();
      app.await();
    }
  }

  @Test
  @Shown("prometheus-container")
  void prometheusInContainer_answersOnAllInterfaces() throws Exception {
    int port = PrometheusServer.freePort();
    String lines = lines("prometheus-container").replace("9464", Integer.toString(port));
    try (RunningJvm app = child().startShell(folder, lines)) {
      app.awaitStdout("ready");
      app.type("gpt-4o");
      app.awaitStdout("call 1\n");
      URI page = URI.create("http://" + outerAddress() + ":" + port + "/metrics");
      assertThat(awaitPage(page)).contains("costspan");
    }
  }

  private static String outerAddress() throws SocketException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
        .map(InetAddress::getHostAddress)
        .findFirst()
        .orElse("127.0.0.2");
  }

  /** The endpoint is opened soon after the first call, and is empty until that one is rated. */
  private static String awaitPage(URI page) throws IOException {
    long deadlineNanos = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    String text = "";
    while (text.isEmpty() && System.nanoTime() < deadlineNanos) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
      try (InputStream in = page.toURL().openStream()) {
        text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      } catch (ConnectException notYetUp) {
        text = "";
      }
    }
    return text;
  }

  @Test
  @Shown({"vendor", "vendor-delta"})
  void vendor_getsAllWithTheKey() {
    String vendor = lines("vendor").replace("https://otlp.example.com", collector.url());
    assertThat(vendor).contains(collector.url());
    call(child(), lines("vendor-delta") + vendor);

    assertExported();
    assertThat(collector.resource()).containsEntry("service.name", "shop");
    assertThat(collector.headers("api-key")).containsOnly("0123456789abcdef");
    assertThat(collector.isDelta("costspan.cost")).isTrue();
  }

  @Test
  @Shown("nothing")
  void nothing_thereAreReceiptAndLedger() {
    Finished finished = call(child(), lines("nothing"));

    assertThat(finished.stderr())
        .contains("costspan receipt")
        .containsPattern("total +1 +0.006 USD");
    assertThat(Ledger.read(folder.resolve("ai.jsonl")).lines())
        .singleElement()
        .satisfies(line -> assertThat(line.path("amount").asText()).isEqualTo("0.006"));
  }

  private static String lines(String snippet) {
    return PAGE.text(snippet);
  }

  private static ChildJvm child() {
    return ChildJvm.onRunningJdk()
        .env("AI_URL", openAi())
        .env("COSTSPAN_ENDPOINTS", openAi() + "=openai");
  }

  private static String openAi() {
    return STAND_IN.url() + "/v1";
  }

  /** Runs the lines; the application that they start makes one call. */
  private Finished call(ChildJvm child, String lines) {
    try (RunningJvm app = child.startShell(folder, lines)) {
      app.awaitStdout("ready");
      app.type("gpt-4o");
      app.awaitStdout("call 1\n");
      app.endInput();
      Finished finished = app.await();
      finished.transcript();
      return finished;
    }
  }

  /** Runs the lines in a program that is told the address of the model, and that of a collector. */
  private Finished paste(
      String libraries, List<String> imports, String before, String lines, String after)
      throws IOException {
    String classPath = Build.testClasses() + File.pathSeparator + libraries;
    JavaSnippet.compile(folder, classPath, imports, before, lines, after);
    Finished finished =
        child()
            .agent("ledger=" + folder.resolve("ai.jsonl"))
            .classPath(folder, classPath)
            .run(JavaSnippet.MAIN_CLASS, openAi(), collector.url(), folder.resolve("ai.jsonl"));
    finished.transcript();
    return finished;
  }

  private void assertExported() {
    assertThat(collector.spans())
        .filteredOn(span -> span.scope().equals("io.costspan"))
        .extracting(span -> span.attributes().get("gen_ai.usage.cost.amount"))
        .containsExactly(ONE_CALL);
    assertThat(collector.points("costspan.cost").stream().mapToDouble(Point::value).sum())
        .isEqualTo(ONE_CALL, within(1e-9));
  }

  private String traceId() {
    return collector.spans().get(0).traceId();
  }
}
