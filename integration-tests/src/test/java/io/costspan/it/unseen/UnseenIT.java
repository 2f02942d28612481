package io.costspan.it.unseen;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.it.AiStandIn;
import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.Finished;
import io.costspan.it.Jdk;
import io.costspan.it.OneCallApp;
import io.costspan.it.OtlpCollector;
import io.costspan.it.QuietApp;
import io.costspan.it.RunningJvm;
import io.costspan.it.TestTls;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Clients that are not watched, each calling an AI host. */
class UnseenIT {
  private static final String OPENAI = "api.openai.com";
  private static final Duration A_MINUTE = Duration.ofMinutes(1);

  @AutoClose private static final AiStandIn STAND_IN = AiStandIn.empty();

  @TempDir private Path folder;

  @BeforeAll
  static void stubReplies() {
    STAND_IN.server().stubFor(any(anyUrl()).willReturn(okJson("{}")));
  }

  static Stream<Arguments> libraries() {
    return Jdk.all().stream()
        .flatMap(
            jdk ->
                Stream.of(
                    Arguments.of(jdk, "GrpcApp", "gRPC"), Arguments.of(jdk, "KtorApp", "Ktor")));
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void client_notWatched_isSaidWithinAMinuteAndCounted(Jdk jdk, String program, String client) {
    try (OtlpCollector collector = new OtlpCollector();
        RunningJvm child =
            ChildJvm.on(jdk)
                .unseen()
                .timeout(A_MINUTE)
                .classPath(Build.unwatchedClassPath())
                .env("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url())
                .env("OTEL_METRIC_EXPORT_INTERVAL", "200")
                .agent("log=info,endpoints=" + STAND_IN.httpsUrl() + "=openai")
                .start("io.costspan.it.unwatched." + program, "localhost", port())) {
      child.awaitStderr("localhost is connected to by " + client + ", which is not watched");
      child.awaitStdout("called");
      awaitPoint(collector);
      child.type("");
      Finished finished = child.await();

      assertThat(finished.stderr())
          .containsOnlyOnce(" is connected to by ")
          .containsOnlyOnce("info: " + client + " was loaded, whose calls are not watched")
          .contains(
              "use java.net.http, OkHttp or the classic API of Apache HttpClient there",
              "\nlocalhost: 1 connection, no call seen (" + client + ")\n");
      assertThat(collector.points("costspan.unseen"))
          .singleElement()
          .satisfies(
              point -> {
                assertThat(point.value()).isEqualTo(1);
                assertThat(point.attributes())
                    .containsEntry("server.address", "localhost")
                    .containsEntry("costspan.client", client)
                    .containsEntry("costspan.reason", "client");
              });
    }
  }

  /** It is not known as unwatched, because the SDK's clients on it are watched. */
  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void nativeCodeOfAws_withoutTheSdk_isSaid(Jdk jdk) {
    try (RunningJvm child =
        ChildJvm.on(jdk)
            .unseen()
            .timeout(A_MINUTE)
            .classPath(Build.unwatchedClassPath())
            .agent("log=info,endpoints=" + STAND_IN.httpsUrl() + "=openai")
            .start("io.costspan.it.unwatched.AwsCrtApp", "localhost", port())) {
      child.awaitStderr("localhost is connected to by AWS CRT, which is not watched");
      child.awaitStdout("called");
      // A JVM that exits before has only the warning.
      child.awaitStderr("AI calls are watched");
      child.type("");

      assertThat(child.await().stderr())
          .contains("\nlocalhost: 1 connection, no call seen (AWS CRT)\n");
    }
  }

  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void socket_eachConnectionIsCounted(Jdk jdk) throws IOException {
    try (RunningJvm child =
        onOpenAi(jdk)
            .unseen()
            .timeout(A_MINUTE)
            .agent("log=info")
            .start(name(), "socket", OPENAI, port(), 3)) {
      child.awaitStderr("AI calls are watched");
      child.awaitStderr(OPENAI + " is connected to by " + name() + ", which is not watched");
      child.awaitStdout("called");
      child.type("");

      assertThat(child.await().stderr())
          .containsOnlyOnce("[costspan] warn: ")
          .contains("\n" + OPENAI + ": 3 connections, no call seen (" + name() + ")\n");
    }
  }

  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void urlConnection_isWatched(Jdk jdk) throws IOException {
    assertThat(run(onOpenAi(jdk).agent("log=info"), "url", OPENAI).stderr())
        .contains("calls of HttpURLConnection are watched from now on")
        .doesNotContain(" is connected to by ");
  }

  /** Its name has no dot, so that the JDK sends none to the server. */
  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void hostWithoutDot_isSeenWhenItsCertificateIsChecked(Jdk jdk) {
    Finished finished =
        run(
            tls(jdk).unseen().agent("endpoints=" + STAND_IN.httpsUrl() + "=openai"),
            "socket",
            "localhost");

    assertThat(finished.stderr())
        .contains("localhost is connected to by " + name() + ", which is not watched");
  }

  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void watchedClient_webSocket_isSaidBecauseNoCallGoesWithIt(Jdk jdk) throws IOException {
    Finished finished =
        run(
            onOpenAi(jdk).classPath(Build.clientClassPath("okhttp5")).unseen().agent(),
            "websocket",
            OPENAI);

    assertThat(finished.stderr())
        .contains(OPENAI + " is connected to by OkHttp without a call")
        .contains(OPENAI + ": 1 connection, no call seen (OkHttp)");
  }

  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void otherHosts_nothingIsSaidAndTheEngineIsNotStarted(Jdk jdk) {
    Finished finished = run(tls(jdk).jvm("-Xlog:class+load").agent(), "socket", "localhost");

    assertThat(finished.transcript())
        .contains("java.lang.CostspanDispatcher", "io.costspan.start.KnownHosts")
        .doesNotContain("io.costspan.start.Engine ", "bytebuddy");
    assertThat(finished.stderr()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void jvmWithoutTls_loadsNothingForIt(Jdk jdk) {
    Finished finished =
        ChildJvm.on(jdk)
            .classPath(Build.testClasses())
            .jvm("-Xlog:class+load")
            .agent()
            .run(QuietApp.class.getName());

    assertThat(finished.transcript())
        .contains("io.costspan.start.AgentStart")
        .doesNotContain(
            "javax.net.ssl.SSLEngine",
            "java.lang.CostspanDispatcher",
            "io.costspan.health.OwnThreads",
            "io.costspan.start.JmxStart");
  }

  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void unseenFalse_hooksNothingAndSaysNothing(Jdk jdk) throws IOException {
    Finished finished =
        run(onOpenAi(jdk).jvm("-Xlog:class+load").agent("unseen=false"), "socket", OPENAI);

    assertThat(finished.transcript()).doesNotContain("java.lang.CostspanDispatcher");
    assertThat(finished.stderr()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void unknownHost_knownPath_isCountedWithAHint(Jdk jdk) {
    String url = STAND_IN.url();
    Finished finished =
        ChildJvm.on(jdk)
            .unseen()
            .classPath(Build.testClasses())
            .agent()
            .run(OneCallApp.class.getName(), url + "/v1");

    assertThat(finished.transcript()).startsWith("200\n");
    assertThat(finished.stderr())
        .contains("[costspan] warn: " + url + " speaks openai", "add endpoints=" + url + "=openai;")
        .contains("localhost: 1 call not rated (openai, not in endpoints)");
  }

  private ChildJvm onOpenAi(Jdk jdk) throws IOException {
    Path hosts = Files.writeString(folder.resolve("hosts"), "127.0.0.1 " + OPENAI + "\n");
    return tls(jdk).property("jdk.net.hosts.file", hosts);
  }

  private static ChildJvm tls(Jdk jdk) {
    return TestTls.trust(ChildJvm.on(jdk).classPath(Build.testClasses()));
  }

  private static Finished run(ChildJvm child, String kind, String host) {
    try (RunningJvm running = child.start(name(), kind, host, port(), 1)) {
      running.awaitStdout("called");
      running.type("");
      return running.await();
    }
  }

  private static void awaitPoint(OtlpCollector collector) {
    long deadlineNanos = System.nanoTime() + A_MINUTE.toNanos();
    while (collector.points("costspan.unseen").isEmpty() && System.nanoTime() < deadlineNanos) {
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  private static String name() {
    return TlsApp.class.getName();
  }

  private static int port() {
    return URI.create(STAND_IN.httpsUrl()).getPort();
  }
}
