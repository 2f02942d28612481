package io.costspan.it.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.Finished;
import io.costspan.it.Jdk;
import io.costspan.it.OtlpCollector;
import io.costspan.it.OtlpCollector.Span;
import io.costspan.it.Scratch;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The span of a call is a child of the one that the application has begun, in each client. */
class SurroundedIT {
  private static final String OURS = "io.costspan";
  private static final String SHOP = "shop";

  /** Many libraries start in each JVM. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @AutoClose private final Servers servers = new Servers();
  @AutoClose private final OtlpCollector collector = new OtlpCollector();
  private final Path ledger = Scratch.folder("ledger").resolve("ai.jsonl");

  SurroundedIT() throws IOException {}

  @Test
  void call_inTheApplicationsSdk_isBelowItsSpan() {
    inTheApplicationsSdk(Jdk.running());
  }

  @Tag("frameworks")
  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void call_inTheApplicationsSdk_isBelowItsSpanToo(Jdk jdk) {
    inTheApplicationsSdk(jdk);
  }

  private void inTheApplicationsSdk(Jdk jdk) {
    Finished finished = run(child(jdk), List.of(collector.url()));

    assertThat(places())
        .as(finished.stderr())
        .isEqualTo(expected(library -> library == Library.VERTX_CLIENT ? "" : "ours()"));
  }

  @Tag("frameworks")
  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void call_besideTheOpenTelemetryAgent_isBelowTheApplicationsSpan(Jdk jdk) {
    ChildJvm child =
        child(jdk)
            .jvm("-javaagent:" + Build.openTelemetryAgentJar())
            .env("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url());

    Finished finished = run(child, List.of());

    assertThat(places()).as(finished.stderr()).isEqualTo(expected(SurroundedIT::besideTheirs));
  }

  /** {@code docs/telemetry.md} says why. */
  private static String besideTheirs(Library library) {
    return switch (library) {
      case OKHTTP4, OKHTTP5, APACHE4, APACHE5, JDK_SYNC, JDK_ASYNC, JETTY -> "ours(POST())";
      case APACHE4_ASYNC, APACHE5_ASYNC, AWS_NETTY, REACTOR_NETTY -> "POST() ours()";
      case JDK_URL, VERTX_CLIENT -> "POST(ours())";
    };
  }

  private static Map<String, String> expected(Function<Library, String> place) {
    Map<String, String> expected = new TreeMap<>();
    for (Library library : Library.values()) {
      for (String of : SurroundedProgram.CASES) {
        expected.put(library.client() + "/" + of, place.apply(library));
      }
    }
    return expected;
  }

  /** What is below each span of the application. */
  private Map<String, String> places() {
    List<Span> spans = collector.spans();
    return spans.stream()
        .filter(span -> span.scope().equals(SHOP))
        .collect(
            Collectors.toMap(
                Span::name, span -> below(span, spans), (one, other) -> one, TreeMap::new));
  }

  private static String below(Span parent, List<Span> spans) {
    return spans.stream()
        .filter(span -> span.parentId().equals(parent.spanId()))
        .map(
            span ->
                (span.scope().equals(OURS) ? "ours" : span.name())
                    + ("(" + below(span, spans) + ")"))
        .sorted()
        .collect(Collectors.joining(" "));
  }

  private ChildJvm child(Jdk jdk) {
    return ChildJvm.on(jdk)
        .unlisted()
        .agent()
        .property("costspan.endpoints", servers.endpoints())
        .property("costspan.ledger", ledger)
        .classPath(Build.testClasses(), Build.existing("integration-tests/calls/target/classes"))
        .classPath(Build.clientClassPath("opentelemetry"));
  }

  private Finished run(ChildJvm child, List<String> collectorUrl) {
    List<String> arguments = new ArrayList<>();
    arguments.add(
        Stream.of(Library.values())
            .map(library -> library.client() + "=" + classPath(library))
            .collect(Collectors.joining(";")));
    arguments.addAll(servers.address().arguments());
    arguments.addAll(collectorUrl);
    Finished finished =
        child.timeout(PATIENCE).run(SurroundedProgram.class.getName(), arguments.toArray());
    finished.transcript();
    return finished;
  }

  private static String classPath(Library library) {
    String own =
        Build.testClasses()
            + File.pathSeparator
            + Build.existing("integration-tests/apps/target/classes");
    String jars = library.classPath();
    return jars.isEmpty() ? own : own + File.pathSeparator + jars;
  }
}
