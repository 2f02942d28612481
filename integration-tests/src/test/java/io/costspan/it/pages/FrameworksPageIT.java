package io.costspan.it.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.it.AiStandIn;
import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.Jdk;
import io.costspan.it.OtlpCollector;
import io.costspan.it.OtlpCollector.Span;
import io.costspan.it.Scratch;
import io.costspan.it.frameworks.WebApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What {@code docs/telemetry.md} says of frameworks, pasted. The properties of the page are the
 * only ones of the application, but that it exports metrics every second.
 */
@Tag("frameworks")
class FrameworksPageIT {
  private static final double ONE_CALL = 0.00472;
  private static final String COLLECTOR = "http://localhost:4318";
  private static final String QUARKUS = "integration-tests/quarkus/";
  private static final Page PAGE = new Page("telemetry.md");
  private static final Pattern ARTIFACT = Pattern.compile("<artifactId>(.*)</artifactId>");
  private static final Pattern COST = Pattern.compile("(?m)^costspan_cost_total\\{[^}]*} 0\\.00");

  @AutoClose private static final AiStandIn STAND_IN = AiStandIn.of("sdk");
  @AutoClose private final OtlpCollector collector = new OtlpCollector();
  private final Path folder = Scratch.folder("page");

  @BeforeEach
  void putAgentIntoFolder() throws IOException {
    Files.createSymbolicLink(folder.resolve("costspan-agent.jar"), Build.agentJar());
  }

  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  @Shown({
    "spring-boot",
    "spring-boot-dependencies",
    "spring-boot-prometheus",
    "spring-boot-3-tracing"
  })
  void springBoot3_costIsOnItsPageAndInItsTrace(Jdk jdk) throws IOException {
    try (WebApplication shop = springBoot("boot3", "spring-boot-3-tracing", jdk)) {
      askAndShow(shop, "/actuator/prometheus");
      shop.stop();
    }
    assertInTrace();
  }

  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  @Shown("spring-boot-4-tracing")
  void springBoot4_costIsOnItsPageAndInItsTraceAndMetrics(Jdk jdk) throws IOException {
    try (WebApplication shop = springBoot("boot4", "spring-boot-4-tracing", jdk)) {
      askAndShow(shop, "/actuator/prometheus");
      assertInMetrics();
      shop.stop();
    }
    assertInTrace();
  }

  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  @Shown({"quarkus", "quarkus-extensions", "quarkus-tracing"})
  void quarkus_costIsOnItsPageAndInItsTrace(Jdk jdk) throws IOException {
    try (WebApplication shop = quarkus("quarkus-app", jdk)) {
      askAndShow(shop, "/q/metrics");
      shop.stop();
    }
    assertInTrace();
  }

  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  @Shown("quarkus-metrics")
  void quarkus_builtWithMetricsOfOpenTelemetry_hasTheCostThere(Jdk jdk) throws IOException {
    assertThat(PAGE.text("quarkus-metrics"))
        .isEqualTo(text(QUARKUS + "src/main/resources/application-opentelemetry.properties"));
    try (WebApplication shop = quarkus("quarkus-app-opentelemetry", jdk)) {
      shop.ask("jdk");
      assertInMetrics();
      shop.stop();
    }
    assertInTrace();
  }

  private WebApplication springBoot(String module, String tracing, Jdk jdk) throws IOException {
    String classPath = Build.frameworkClassPath(module);
    artifacts("spring-boot-dependencies")
        .forEach(name -> assertThat(classPath).contains("/" + name + "-"));
    AppJar.make(folder.resolve("app.jar"), "io.costspan.it.boot.BootApp", classPath);
    write("application.properties", PAGE.text("spring-boot-prometheus") + PAGE.text(tracing));
    ChildJvm child =
        child(jdk)
            .env("SERVER_PORT", 0)
            .env("SPRING_CONFIG_LOCATION", "file:./")
            .env("MANAGEMENT_OTLP_METRICS_EXPORT_STEP", "1s");
    return new WebApplication(child.startShell(folder, PAGE.text("spring-boot")));
  }

  private WebApplication quarkus(String build, Jdk jdk) throws IOException {
    artifacts("quarkus-extensions")
        .forEach(name -> assertThat(text(QUARKUS + "pom.xml")).contains("<artifactId>" + name));
    Files.createDirectory(folder.resolve("target"));
    Files.createSymbolicLink(
        folder.resolve("target/quarkus-app"), Build.existing(QUARKUS + "target/" + build));
    write("config/application.properties", PAGE.text("quarkus-tracing"));
    ChildJvm child =
        child(jdk).env("QUARKUS_HTTP_PORT", 0).env("QUARKUS_OTEL_METRIC_EXPORT_INTERVAL", "1s");
    return new WebApplication(child.startShell(folder, PAGE.text("quarkus")));
  }

  private static Stream<String> artifacts(String snippet) {
    return ARTIFACT.matcher(PAGE.text(snippet)).results().map(artifact -> artifact.group(1));
  }

  private void write(String file, String lines) throws IOException {
    Files.createDirectories(folder.resolve(file).getParent());
    Files.writeString(folder.resolve(file), lines.replace(COLLECTOR, collector.url()));
  }

  private static String text(String file) {
    try {
      return Files.readString(Build.existing(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ChildJvm child(Jdk jdk) {
    String openAi = STAND_IN.url() + "/openai/v1";
    return ChildJvm.on(jdk).env("AI_URL", openAi).env("COSTSPAN_ENDPOINTS", openAi + "=openai");
  }

  private static void askAndShow(WebApplication shop, String page) {
    shop.ask("jdk");
    WebApplication.await("on the page", () -> shop.get(page), text -> COST.matcher(text).find());
  }

  /** The application may still be sending when the shell that ran the lines has gone. */
  private void assertInTrace() {
    WebApplication.await(
        "in a trace with its parent",
        () -> String.valueOf(ours().filter(span -> spanIds().contains(span.parentId())).count()),
        "1"::equals);
    assertThat(ours())
        .extracting(span -> span.attributes().get("gen_ai.usage.cost.amount"))
        .containsExactly(ONE_CALL);
  }

  private Stream<Span> ours() {
    return collector.spans().stream().filter(span -> span.scope().equals("io.costspan"));
  }

  private List<String> spanIds() {
    return collector.spans().stream().map(Span::spanId).toList();
  }

  private void assertInMetrics() {
    WebApplication.await(
        "among the metrics",
        () -> String.format(Locale.ROOT, "%.6f", collector.total("costspan.cost")),
        String.format(Locale.ROOT, "%.6f", ONE_CALL)::equals);
  }
}
