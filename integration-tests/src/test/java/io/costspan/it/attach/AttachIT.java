package io.costspan.it.attach;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.it.AiStandIn;
import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.Finished;
import io.costspan.it.Jdk;
import io.costspan.it.RunningJvm;
import io.costspan.it.TestAgent;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The ways in which the agent gets into a JVM at its start, and steps aside. */
class AttachIT {
  private static final String REPLY =
      """
      {"id":"c1","model":"gpt-4o-2024-08-06","usage":{"prompt_tokens":100,"completion_tokens":20}}\
      """;

  private static final String WEAVING = "io.costspan.instrument.Weaving ";

  @AutoClose private static final AiStandIn STAND_IN = AiStandIn.empty();

  @TempDir private Path folder;

  @BeforeAll
  static void stubReplies() {
    STAND_IN.server().stubFor(any(anyUrl()).willReturn(okJson(REPLY)));
  }

  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void attach_noClient_printsNothing(Jdk jdk) {
    assertUndisturbed(program(jdk).agent().run(Hello.class.getName()), "hello\n");
  }

  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void attach_clientCallsNoAi_printsNothing(Jdk jdk) {
    assertUndisturbed(
        program(jdk).agent("unseen=false").run(Caller.class.getName(), STAND_IN.url()),
        REPLY + "\n");
  }

  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void attach_clientCallsAi_isRated(Jdk jdk) {
    Finished finished = program(jdk).agent(watching()).run(Caller.class.getName(), STAND_IN.url());

    assertThat(finished.stdout()).isEqualTo(REPLY + "\n");
    assertThat(finished.stderr()).contains("gpt-4o", "100 in, 20 out");
  }

  /** Loading classes is what takes the first call its time. */
  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void attach_firstCall_loadsFewClasses(Jdk jdk) {
    Finished finished =
        program(jdk)
            .agent(watching())
            .jvm("-Xlog:class+load")
            .run(Caller.class.getName(), STAND_IN.url());

    assertThat(loaded(finished, "io.costspan.deps.bytebuddy.")).isBetween(1L, 40L);
    assertThat(loaded(finished, "io.costspan.")).isBetween(1_000L, 1_750L);
  }

  private static long loaded(Finished finished, String prefix) {
    return finished.transcript().lines().filter(line -> line.contains("] " + prefix)).count();
  }

  @ParameterizedTest
  @DisplayName("trap 56: a call that two agents see counts once")
  @MethodSource("io.costspan.it.Jdk#all")
  void attach_twice_countsOnce(Jdk jdk) throws Exception {
    Path copy = Files.copy(Build.agentJar(), folder.resolve("copy.jar"));

    Finished finished =
        program(jdk)
            .agent(watching())
            .agent(watching())
            .jvm("-javaagent:" + copy + "=" + watching())
            .run(Caller.class.getName(), STAND_IN.url());

    assertThat(finished.stderr()).containsOnlyOnce("100 in, 20 out").doesNotContain("200 in");
  }

  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void attach_urlConnectionsUsedBefore_areWatchedFromThenOn(Jdk jdk) throws Exception {
    Path earlier = TestAgent.jar(UrlCaller.class, folder);

    Finished finished =
        program(jdk)
            .jvm("-javaagent:" + earlier + "=" + STAND_IN.url())
            .agent(watching())
            .run(UrlCaller.class.getName(), STAND_IN.url());

    assertThat(finished.stdout()).isEqualTo(REPLY + "\n" + REPLY + "\n");
    assertThat(finished.stderr()).contains("100 in, 20 out").doesNotContain("200 in");
  }

  @Test
  void attach_pathWithBlanksAndUmlauts_works() throws Exception {
    Path odd = Files.createDirectory(folder.resolve("my ägent #1 100%"));
    Path copy = Files.copy(Build.agentJar(), odd.resolve("a b+c.jar"));

    Finished finished =
        program(Jdk.running())
            .jvm("-javaagent:" + copy + "=" + watching())
            .run(Caller.class.getName(), STAND_IN.url());

    assertThat(finished.stderr()).contains("100 in, 20 out");
  }

  @Test
  void attach_enabledFalse_loadsNoWeaving() {
    for (ChildJvm off :
        new ChildJvm[] {
          program(Jdk.running()).agent("enabled=false"),
          program(Jdk.running()).agent().property("costspan.enabled", "false"),
          program(Jdk.running()).agent().env("COSTSPAN_ENABLED", "false")
        }) {
      Finished finished = off.jvm("-Xlog:class+load").run(Caller.class.getName(), STAND_IN.url());

      assertThat(finished.transcript())
          .contains("io.costspan.start.EarlyOption")
          .doesNotContain(WEAVING);
    }
  }

  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void attach_jdkTool_stepsAside(Jdk jdk) {
    try (RunningJvm javac =
        ChildJvm.on(jdk)
            .env("JAVA_TOOL_OPTIONS", "-Xlog:class+load -javaagent:" + Build.agentJar())
            .startBare("-m", "jdk.compiler/com.sun.tools.javac.Main", "-version")) {
      Finished finished = javac.await();

      assertThat(finished.transcript())
          .contains("io.costspan.start.JdkTools")
          .doesNotContain(WEAVING)
          .contains("\njavac " + jdk.feature());
      assertThat(finished.stderrLines()).singleElement().asString().startsWith("Picked up");
    }
  }

  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void attach_sourceFileProgram_isWatched(Jdk jdk) throws Exception {
    Path source =
        Files.writeString(
            folder.resolve("Hello.java"),
            "class Hello { public static void main(String[] a) { System.out.println(\"hi\"); } }");
    try (RunningJvm child =
        ChildJvm.on(jdk).agent().jvm("-Xlog:class+load").startBare(source.toString())) {

      assertThat(child.await().transcript()).contains(WEAVING);
    }
  }

  private ChildJvm program(Jdk jdk) {
    return ChildJvm.on(jdk).classPath(Build.testClasses());
  }

  private static String watching() {
    return "endpoints=" + STAND_IN.url() + "=openai";
  }

  private static void assertUndisturbed(Finished finished, String stdout) {
    assertThat(finished.stderr()).isEmpty();
    assertThat(finished.transcript()).isEqualTo(stdout);
  }

  static final class Hello {
    public static void main(String[] arguments) {
      System.out.println("hello");
    }
  }

  static final class Caller {
    public static void main(String[] arguments) throws Exception {
      System.out.println(call(arguments[0]));
    }

    static String call(String url) throws Exception {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(url + "/v1/chat/completions"))
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString("{\"model\":\"gpt-4o\"}"))
              .build();
      return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }
  }

  static final class UrlCaller {
    public static void premain(String url) throws Exception {
      main(new String[] {url});
    }

    public static void main(String[] arguments) throws Exception {
      HttpURLConnection connection =
          (HttpURLConnection)
              URI.create(arguments[0] + "/v1/chat/completions").toURL().openConnection();
      connection.setRequestProperty("Content-Type", "application/json");
      connection.setDoOutput(true);
      connection.getOutputStream().write("{\"model\":\"gpt-4o\"}".getBytes(UTF_8));
      System.out.println(new String(connection.getInputStream().readAllBytes(), UTF_8));
    }
  }
}
