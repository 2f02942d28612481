package io.costspan.it.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.costspan.it.AiStandIn;
import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.Finished;
import io.costspan.it.Jdk;
import io.costspan.it.Ledger;
import io.costspan.it.Marks;
import io.costspan.it.TestTls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keys, prompts, completions and query strings go through every client and stay nowhere. */
@Tag("transparency")
@Tag("long")
class CanaryIT {
  private static final String MARK = "canary-who-killed-the-gardener";
  private static final String BACKWARDS = new StringBuilder(MARK).reverse().toString();

  @AutoClose private final AiStandIn collector = AiStandIn.empty();
  @AutoClose private final Servers servers = new Servers();
  @TempDir private Path folder;

  CanaryIT() throws IOException {}

  @ParameterizedTest
  @MethodSource("io.costspan.it.client.Library#everywhere")
  void calls_fullOfSecrets_leaveThemNowhere(Jdk jdk, Library library) throws IOException {
    collector.server().stubFor(WireMock.any(WireMock.anyUrl()).willReturn(WireMock.okJson("{}")));
    Path ledger = folder.resolve("ledger.jsonl");
    Path dump = folder.resolve("watched.hprof");
    ChildJvm child =
        child(jdk)
            .env("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url())
            .env("OTEL_BSP_SCHEDULE_DELAY", 100)
            .env("OTEL_METRIC_EXPORT_INTERVAL", 100)
            .property("costspan.endpoints", servers.endpoints())
            .property("costspan.ledger", ledger)
            .property("costspan.log", "debug")
            .property("costspan.owner.user", "hash")
            .agent();

    Finished finished = run(child, library, dump);

    assertThat(finished.stderr()).contains("costspan receipt").doesNotContain(MARK);
    assertThat(exported()).contains("gpt-4o", "/v1/metrics", "/v1/traces").doesNotContain(MARK);
    assertThat(Files.readString(ledger)).doesNotContain(MARK);
    assertThat(Ledger.read(ledger).columns("rating", "reason"))
        .contains("rated -", "free failed", "unrated unknown_operation");
    assertThat(Marks.count(BACKWARDS, dump)).isPositive();
    assertThat(Marks.count(MARK, dump)).isLessThanOrEqualTo(withoutAgent(jdk, library));
  }

  /** What the client itself keeps. */
  private long withoutAgent(Jdk jdk, Library library) throws IOException {
    Path dump = folder.resolve("plain.hprof");
    run(child(jdk), library, dump);
    return Marks.count(MARK, dump);
  }

  private Finished run(ChildJvm child, Library library, Path dump) {
    Finished finished =
        library.run(child, CanaryProgram.class, servers.address(), BACKWARDS, dump.toString());
    finished.transcript();
    return finished;
  }

  private String exported() {
    return collector.server().getAllServeEvents().stream()
        .map(event -> text(event.getRequest()))
        .collect(Collectors.joining());
  }

  private static String text(LoggedRequest request) {
    return request.getUrl() + request.getHeaders() + new String(request.getBody(), ISO_8859_1);
  }

  private static ChildJvm child(Jdk jdk) {
    return TestTls.trust(ChildJvm.on(jdk))
        .classPath(Build.testClasses(), Build.existing("integration-tests/apps/target/classes"));
  }
}
