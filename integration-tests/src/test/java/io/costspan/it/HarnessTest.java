package io.costspan.it;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The harness itself: what it says of a child is what the child did. */
class HarnessTest {
  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void run_child_capturesBothStreamsAndExitCode(Jdk jdk) {
    Finished finished =
        ChildJvm.on(jdk)
            .property("word", "hello")
            .env("NAME", "world")
            .classPath(Build.testClasses())
            .run(Child.class.getName(), 3);

    assertThat(finished.stdout()).isEqualTo("hello world on " + jdk.feature() + "\n");
    assertThat(finished.stderrLines()).containsExactly("to stderr");
    assertThat(finished.exitCode()).isEqualTo(3);
  }

  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void trust_jdkClientOverTls_speaksHttp2(Jdk jdk) {
    try (AiStandIn standIn = AiStandIn.empty()) {
      standIn.server().stubFor(get("/hello").willReturn(ok("there")));
      Finished finished =
          TestTls.trust(ChildJvm.on(jdk))
              .classPath(Build.testClasses())
              .run(Caller.class.getName(), standIn.httpsUrl() + "/hello");

      assertThat(finished.transcript()).isEqualTo("HTTP_2 there\n");
      assertThat(standIn.requests()).singleElement().asString().startsWith("GET /hello HTTP/2.0");
    }
  }

  @Test
  void tests_ofBadDays_carryTheSuitesTag() throws IOException {
    for (String folder : List.of("bad", "load", "security")) {
      try (Stream<Path> files =
          Files.list(Build.testClasses().resolve("io/costspan/it/" + folder))) {
        assertThat(files.map(file -> file.getFileName().toString()))
            .filteredOn(name -> name.endsWith("IT.class"))
            .extracting(name -> "io.costspan.it." + folder + "." + name.replace(".class", ""))
            .allSatisfy(
                name ->
                    assertThat(Class.forName(name).getAnnotation(Tag.class))
                        .as("%s lacks @Tag(\"bad-day\"), or the tag of a suite by itself", name)
                        .isNotNull()
                        .extracting(Tag::value)
                        .isIn("bad-day", "exit-time"));
      }
    }
  }

  @Test
  void awaitStdout_childWaitsForInput_goesOnWhenTyped() {
    try (RunningJvm child =
        ChildJvm.onRunningJdk().classPath(Build.testClasses()).start(Echo.class.getName())) {
      child.awaitStdout("ready");
      child.type("ping");

      assertThat(child.await().transcript()).isEqualTo("ready\nping\n");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "api.openai.com is connected to by gRPC, which is not watched",
        "http://localhost:1 speaks openai and is not known, so its calls are not rated: add"
      })
  void await_warningOfUnseenCalls_failsUnlessExpected(String warning) {
    ChildJvm child = ChildJvm.onRunningJdk().classPath(Build.testClasses());

    assertThatThrownBy(() -> child.run(Complainer.class.getName(), warning))
        .hasMessageContaining("False alarm");
    assertThat(child.unseen().run(Complainer.class.getName(), warning).exitCode()).isZero();
  }

  @Test
  void scratch_jvmEnds_isGone() {
    Finished finished =
        ChildJvm.onRunningJdk().classPath(Build.testClasses()).run(Litterer.class.getName());

    Path folder = Path.of(finished.transcript().strip());
    assertThat(folder.getParent().getFileName().toString()).startsWith("costspan-it");
    assertThat(folder.getParent()).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "okhttp4, okhttp3.OkHttpClient",
    "okhttp5, okhttp3.OkHttpClient",
    "apache4, org.apache.http.impl.client.HttpClients",
    "apache5, org.apache.hc.client5.http.impl.classic.HttpClients"
  })
  void clientClassPath_eachClient_loads(String client, String className) {
    Finished finished =
        ChildJvm.onRunningJdk()
            .classPath(Build.testClasses(), Build.clientClassPath(client))
            .run(Loader.class.getName(), className);

    assertThat(finished.transcript()).contains("/clients/" + client + "/");
  }

  static final class Child {
    public static void main(String[] arguments) {
      System.out.printf(
          "%s %s on %d%n",
          System.getProperty("word"), System.getenv("NAME"), Runtime.version().feature());
      System.err.println("to stderr");
      System.exit(Integer.parseInt(arguments[0]));
    }
  }

  static final class Caller {
    public static void main(String[] arguments) throws Exception {
      HttpRequest request = HttpRequest.newBuilder(URI.create(arguments[0])).build();
      var response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
      System.out.println(response.version() + " " + response.body());
    }
  }

  static final class Loader {
    public static void main(String[] arguments) throws Exception {
      Class<?> loaded = Class.forName(arguments[0]);
      System.out.println(loaded.getProtectionDomain().getCodeSource().getLocation());
    }
  }

  static final class Litterer {
    public static void main(String[] arguments) throws Exception {
      Path folder = Scratch.folder("litter");
      Files.writeString(Files.createDirectory(folder.resolve("deeper")).resolve("file"), "left");
      System.out.println(folder);
    }
  }

  static final class Complainer {
    public static void main(String[] arguments) {
      System.err.println("[costspan] warn: " + arguments[0]);
    }
  }

  static final class Echo {
    public static void main(String[] arguments) {
      System.out.println("ready");
      System.out.println(new java.util.Scanner(System.in).nextLine());
    }
  }
}
