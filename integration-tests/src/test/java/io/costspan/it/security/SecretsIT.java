package io.costspan.it.security;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.costspan.it.AiStandIn;
import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.Finished;
import io.costspan.it.Jdk;
import io.costspan.it.Marks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where the secrets of a call do not turn up, and what the agent does not open. */
@Tag("bad-day")
class SecretsIT {
  private static final String SECRET = "canary-who-killed-the-gardener";
  private static final String HASH = "101b979158a7";
  private static final String BACKWARDS = new StringBuilder(SECRET).reverse().toString();

  @AutoClose private final AiStandIn standIn = AiStandIn.empty();

  @TempDir private Path folder;

  @BeforeEach
  void stub() {
    standIn
        .server()
        .stubFor(
            any(anyUrl())
                .willReturn(
                    okJson(
                        "{\"id\":\"c1\",\"model\":\"gpt-4o\",\"choices\":[{\"message\":{\"content\":\""
                            + SECRET
                            + "\"}}],\"usage\":{\"prompt_tokens\":1200,\"completion_tokens\":300}}")));
  }

  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  @DisplayName(
      "security: Prompts, completions, keys and query strings never appear in a metric, span,"
          + " ledger line, receipt or log line, not even at `log=debug`.")
  void call_fullOfSecrets_showsThemInNoSignal(Jdk jdk) throws IOException {
    Path ledger = folder.resolve("ledger.jsonl");
    try (AiStandIn collector = AiStandIn.empty()) {
      collector.server().stubFor(any(anyUrl()).willReturn(okJson("{}")));
      Finished finished =
          child(jdk, "log=debug,owner.key=true,owner.user=hash,ledger=" + ledger)
              .env("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url())
              .run(CautiousApp.class.getName(), standIn.url(), BACKWARDS, "ports");
      String sent =
          collector.server().getAllServeEvents().stream()
              .map(event -> bytes(event.getRequest()))
              .collect(Collectors.joining());

      assertThat(finished.transcript()).startsWith("200");
      assertThat(sent).contains("gpt-4o", "/v1/metrics", "/v1/traces").doesNotContain(SECRET);
      assertThat(Files.readString(ledger))
          .contains("gpt-4o", "\"user\":\"" + HASH, "\"key\":\"" + HASH)
          .doesNotContain(SECRET);
      assertThat(finished.stderr()).contains("costspan receipt").doesNotContain(SECRET);
    }
  }

  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  @DisplayName(
      "security: Once a call is over, no object of the agent holds its prompt, completion, key or"
          + " query string.")
  void call_isOver_leavesNoSecretOnTheHeap(Jdk jdk) throws IOException {
    Path plain = folder.resolve("plain.hprof");
    Path watched = folder.resolve("watched.hprof");
    ChildJvm.on(jdk)
        .classPath(Build.testClasses())
        .run(CautiousApp.class.getName(), standIn.url(), BACKWARDS, plain)
        .transcript();
    child(jdk, "ledger=" + folder.resolve("ledger.jsonl"))
        .run(CautiousApp.class.getName(), standIn.url(), BACKWARDS, watched)
        .transcript();

    assertThat(Marks.count(BACKWARDS, watched)).isPositive();
    assertThat(Marks.count(SECRET, watched)).isLessThanOrEqualTo(Marks.count(SECRET, plain));
  }

  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  @EnabledOnOs(OS.LINUX)
  @DisplayName("security: No port is opened unless you ask for Prometheus or for the spend page.")
  void start_withoutPrometheus_opensNoPort(Jdk jdk) {
    assertThat(
            child(jdk, "spans=own")
                .run(CautiousApp.class.getName(), standIn.url(), BACKWARDS, "ports")
                .transcript())
        .contains("listening 0");
  }

  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  @DisplayName(
      "security: Unless you set an endpoint, a webhook or a price URL, the agent connects to nothing but"
          + " `localhost:4318`.")
  void export_noEndpointSet_goesToThisMachine(Jdk jdk) {
    assertThat(
            child(jdk, "spans=own")
                .env("OTEL_METRIC_EXPORT_INTERVAL", 100)
                .run(CautiousApp.class.getName(), standIn.url(), BACKWARDS, "connections")
                .transcript())
        .contains(
            "connections "
                + new TreeSet<>(List.of("localhost:" + standIn.server().port(), "localhost:4318")));
  }

  private ChildJvm child(Jdk jdk, String options) {
    return ChildJvm.on(jdk)
        .classPath(Build.testClasses())
        .agent(options + ",endpoints=" + standIn.url() + "=openai");
  }

  private static String bytes(LoggedRequest request) {
    return request.getUrl()
        + " "
        + request.getHeaders()
        + new String(request.getBody(), ISO_8859_1);
  }
}
