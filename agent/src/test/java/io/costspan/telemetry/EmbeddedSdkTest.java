package io.costspan.telemetry;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.moreThanOrExactly;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.temporaryRedirect;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static io.costspan.pipeline.CallFixture.chat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.costspan.budget.Budgets;
import io.costspan.config.SpansMode;
import io.costspan.config.TelemetryMode;
import io.costspan.otelsettings.OtelSettings;
import io.costspan.otelsettings.OtlpSettings;
import io.costspan.pipeline.CallFixture;
import io.costspan.pipeline.Telemetry;
import io.costspan.profile.OwnerLabels;
import io.costspan.profile.Profiles;
import io.costspan.usage.ModelList;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.Authenticator;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.PasswordAuthentication;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EmbeddedSdkTest {
  @RegisterExtension
  static final WireMockExtension BACKEND =
      WireMockExtension.newInstance()
          .options(WireMockConfiguration.options().dynamicPort())
          .build();

  private final Map<String, String> properties = new HashMap<>();
  private final Map<String, String> environment = new HashMap<>();
  private final List<String> warnings = new ArrayList<>();

  @Test
  void flush_otlpBackend_receivesMetricsAndSpansOfTheService() {
    BACKEND.stubFor(any(anyUrl()).willReturn(ok()));
    environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", BACKEND.baseUrl());
    environment.put("OTEL_EXPORTER_OTLP_HEADERS", "api-key=a%20secret");
    environment.put("OTEL_SERVICE_NAME", "shop");
    environment.put("OTEL_RESOURCE_ATTRIBUTES", "deployment.environment.name=staging");

    showOneCall().flush(Duration.ofSeconds(10));

    for (String path : List.of("/v1/metrics", "/v1/traces")) {
      BACKEND.verify(
          1,
          postRequestedFor(urlEqualTo(path))
              .withHeader("Content-Type", equalTo("application/x-protobuf"))
              .withHeader("api-key", equalTo("a secret")));
      assertThat(body(path)).contains("shop", "staging", "gpt-4o");
    }
    assertThat(body("/v1/metrics"))
        .contains("gen_ai.client.operation.cost", "costspan.price_table.age");
    assertThat(warnings).isEmpty();
  }

  @Test
  void record_callWithoutSpan_isCountedAndLeavesNoTrace() {
    BACKEND.stubFor(any(anyUrl()).willReturn(ok()));
    properties.put("otel.exporter.otlp.endpoint", BACKEND.baseUrl());
    Telemetries telemetry =
        new Telemetries(
            TelemetryMode.EMBEDDED,
            SpansMode.OWN,
            Profiles.DEFAULT,
            OwnerLabels.NONE,
            Budgets.start(admission -> {}),
            new OwnSdks(
                (spans, metrics, resource) ->
                    new EmbeddedSdk(settings(), spans, metrics, resource)),
            new WantedEndpoint(Optional.empty()));
    telemetry.open(ModelList.NONE, () -> "2026-11-20");

    telemetry.record(chat().build());
    telemetry.flush(Duration.ofSeconds(10));

    assertThat(body("/v1/metrics")).contains("gen_ai.client.operation.cost");
    BACKEND.verify(0, postRequestedFor(urlEqualTo("/v1/traces")));
  }

  @Test
  void flush_compressionAndDelta_areObeyed() {
    BACKEND.stubFor(any(anyUrl()).willReturn(ok()));
    properties.put("otel.exporter.otlp.endpoint", BACKEND.baseUrl());
    properties.put("otel.exporter.otlp.compression", "gzip");
    properties.put("otel.traces.exporter", "none");

    showOneCall().flush(Duration.ofSeconds(10));

    BACKEND.verify(
        1,
        postRequestedFor(urlEqualTo("/v1/metrics"))
            .withHeader("Content-Encoding", equalTo("gzip")));
    BACKEND.verify(0, postRequestedFor(urlEqualTo("/v1/traces")));
  }

  @Test
  void flush_signalHasItsOwnEndpoint_takesItAsItIs() {
    BACKEND.stubFor(any(anyUrl()).willReturn(ok()));
    properties.put("otel.exporter.otlp.metrics.endpoint", BACKEND.url("/ingest"));
    properties.put("otel.traces.exporter", "none");

    showOneCall().flush(Duration.ofSeconds(10));

    BACKEND.verify(1, postRequestedFor(urlEqualTo("/ingest")));
  }

  @Test
  void flush_nobodyListens_isQuickAndSilent() throws IOException {
    properties.put("otel.exporter.otlp.traces.endpoint", "http://localhost:" + freePort());
    properties.put("otel.exporter.otlp.metrics.endpoint", "http://localhost:" + freePort());
    Telemetry telemetry = showOneCall();

    long start = System.nanoTime();
    String printed = stderr(() -> telemetry.flush(Duration.ofSeconds(2)));

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
    assertThat(printed.lines().filter(line -> !line.contains("[costspan] warn: OTLP endpoint")))
        .isEmpty();
  }

  @Test
  void flush_backendRefuses_isOneLineWithoutTheKey() {
    BACKEND.stubFor(
        any(anyUrl()).willReturn(status(401).withHeader("WWW-Authenticate", "Basic realm=x")));
    properties.put("otel.exporter.otlp.endpoint", BACKEND.baseUrl());
    properties.put("otel.exporter.otlp.headers", "api-key=secret");
    Telemetry telemetry = showOneCall();

    String printed = stderr(() -> telemetry.flush(Duration.ofSeconds(10)));

    assertThat(printed).contains("HTTP status 401").doesNotContain("secret").hasLineCount(1);
  }

  @Test
  void build_grpcSettings_areMappedToHttpWithOneWarning() {
    environment.put("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc");
    environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4317");

    assertThat(new OtlpSettings(settings(), "traces").endpoint())
        .isEqualTo(URI.create("http://collector:4318/v1/traces"));
    assertThat(warnings)
        .singleElement()
        .asString()
        .contains("collector:4318", "http/protobuf", "OTEL_EXPORTER_OTLP_PROTOCOL");
  }

  @Test
  void build_settingsOfAFullerSdk_areIgnoredWithAWarning() {
    environment.put("OTEL_TRACES_EXPORTER", "console");
    environment.put("OTEL_METRICS_EXPORTER", "none");
    environment.put("OTEL_METRIC_EXPORT_INTERVAL", "often");
    environment.put("OTEL_PROPAGATORS", "b3");
    environment.put("OTEL_TRACES_SAMPLER", "jaeger_remote");
    environment.put("OTEL_CONFIG_FILE", "/etc/otel.yaml");

    showOneCall().flush(Duration.ofSeconds(1));

    assertThat(warnings)
        .containsExactly("otel.traces.exporter: \"console\" is ignored; use one of [otlp, none]");
  }

  @Test
  void prometheus_oneCall_isScraped() throws Exception {
    int port = freePort();
    properties.put("otel.metrics.exporter", "prometheus");
    properties.put("otel.traces.exporter", "none");
    properties.put("otel.exporter.prometheus.port", Integer.toString(port));

    showOneCall();

    assertThat(scrape(port))
        .containsPattern("costspan_cost_total\\{.*costspan_meter=\"input_tokens\",.*} 0\\.0\n");
    assertThat(scrape(port))
        .contains("# TYPE gen_ai_client_operation_cost histogram")
        .containsPattern(
            "gen_ai_client_operation_cost_sum\\{.*gen_ai_request_model=\"gpt-4o\".*} 0\\.006\n")
        .containsPattern("gen_ai_client_operation_cost_bucket\\{.*le=\"0\\.016\"} 1\n")
        .containsPattern("costspan_cost_total\\{.*costspan_meter=\"input_tokens\",.*} 0\\.003\n")
        .containsPattern("costspan_usage_total\\{costspan_meter=\"output_tokens\",.*} 300\\.0\n")
        .containsPattern("costspan_calls_total\\{.*costspan_rating=\"rated\",.*} 1\\.0\n")
        .containsPattern(
            "costspan\\{costspan_agent_version=\"[^\"]+\",costspan_home=\"embedded\","
                + "costspan_price_table_version=\"2026-11-20\".*} 1\\.0\n")
        .contains("costspan_price_table_age_seconds{gen_ai_provider_name=\"openai\"");
  }

  @Test
  void prometheus_portTaken_isOneWarning() throws IOException {
    try (ServerSocket taken = new ServerSocket(0)) {
      properties.put("otel.metrics.exporter", "prometheus");
      properties.put("otel.traces.exporter", "none");
      properties.put("otel.exporter.prometheus.port", Integer.toString(taken.getLocalPort()));

      String printed = stderr(this::showOneCall);

      assertThat(printed)
          .contains(
              "the Prometheus endpoint could not be opened on localhost:" + taken.getLocalPort())
          .contains("-Dcostspan.prometheus.port=")
          .hasLineCount(1);
    }
  }

  @Test
  @DisplayName(
      "security: A redirect sent by the collector is not followed, so that headers with keys go"
          + " nowhere else.")
  void flush_backendRedirects_sendsNoKeyOnward() {
    BACKEND.stubFor(
        any(urlPathMatching("/v1/.*")).willReturn(temporaryRedirect(BACKEND.url("/elsewhere"))));
    properties.put("otel.exporter.otlp.endpoint", BACKEND.baseUrl());
    properties.put("otel.exporter.otlp.headers", "api-key=secret");
    Telemetry telemetry = showOneCall();

    String printed = stderr(() -> telemetry.flush(Duration.ofSeconds(10)));

    assertThat(printed).contains("HTTP status 302");
    BACKEND.verify(0, anyRequestedFor(urlEqualTo("/elsewhere")));
  }

  @Test
  @DisplayName(
      "security: The application's own authenticator is never asked for the collector's password.")
  void flush_backendAsksForAPassword_leavesTheApplicationAlone() {
    BACKEND.stubFor(
        any(anyUrl()).willReturn(status(401).withHeader("WWW-Authenticate", "Basic realm=x")));
    properties.put("otel.exporter.otlp.endpoint", "http://127.0.0.1:" + BACKEND.getPort());
    AtomicInteger asked = new AtomicInteger();
    Authenticator.setDefault(
        new Authenticator() {
          @Override
          protected PasswordAuthentication getPasswordAuthentication() {
            asked.incrementAndGet();
            return new PasswordAuthentication("user", "password".toCharArray());
          }
        });
    try {
      stderr(() -> showOneCall().flush(Duration.ofSeconds(10)));
    } finally {
      Authenticator.setDefault(null);
    }

    BACKEND.verify(moreThanOrExactly(1), postRequestedFor(urlEqualTo("/v1/metrics")));
    assertThat(asked).hasValue(0);
  }

  @Test
  @DisplayName("security: An endless reply from the collector is not read to its end.")
  void flush_replyThatDoesNotEnd_isLeft() throws Exception {
    try (ServerSocket server = new ServerSocket(0)) {
      Future<Long> written = CompletableFuture.supplyAsync(() -> talkWithoutEnd(server));
      properties.put("otel.exporter.otlp.endpoint", "http://localhost:" + server.getLocalPort());
      properties.put("otel.traces.exporter", "none");

      showOneCall().flush(Duration.ofSeconds(10));

      assertThat(written.get(60, TimeUnit.SECONDS)).isPositive();
    }
  }

  /** Ends only when the other side does. */
  private static long talkWithoutEnd(ServerSocket server) {
    long written = 0;
    try (Socket socket = server.accept()) {
      OutputStream out = socket.getOutputStream();
      out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      while (true) {
        out.write(new byte[8192]);
        written += 8192;
      }
    } catch (IOException left) {
      return written;
    }
  }

  @Test
  @DisplayName(
      "security: The Prometheus endpoint listens on the loopback interface unless you set another"
          + " host.")
  void prometheus_noHostSet_isThereForThisMachineOnly() throws Exception {
    int port = freePort();
    properties.put("otel.metrics.exporter", "prometheus");
    properties.put("otel.traces.exporter", "none");
    properties.put("otel.exporter.prometheus.port", Integer.toString(port));

    showOneCall();

    assertThat(scrape(port)).contains("costspan_calls_total");
    List<InetAddress> others =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(address -> !address.isLoopbackAddress())
            .toList();
    for (InetAddress address : others) {
      assertThatIOException().isThrownBy(() -> new Socket(address, port).close());
    }
  }

  private Telemetry showOneCall() {
    Telemetries telemetry =
        new Telemetries(
            TelemetryMode.EMBEDDED,
            SpansMode.OWN,
            Profiles.DEFAULT,
            OwnerLabels.NONE,
            Budgets.start(admission -> {}),
            new OwnSdks(
                (spans, metrics, resource) ->
                    new EmbeddedSdk(settings(), spans, metrics, resource)),
            new WantedEndpoint(Optional.empty()));
    telemetry.open(ModelList.NONE, () -> "2026-11-20");
    telemetry.begin(CallFixture.start(), null).end(chat().build());
    return telemetry;
  }

  private OtelSettings settings() {
    return new OtelSettings(properties::get, environment::get, warnings::add);
  }

  private static String body(String path) {
    return BACKEND.findAll(postRequestedFor(urlEqualTo(path))).get(0).getBodyAsString();
  }

  private static String scrape(int port) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/metrics")).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  static String stderr(Runnable action) {
    PrintStream before = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      action.run();
    } finally {
      System.setErr(before);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }
}
