package io.costspan.it.neighbours;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.Finished;
import io.costspan.it.Jdk;
import io.costspan.it.OneCallApp;
import io.costspan.it.Scratch;
import io.costspan.it.prometheus.PrometheusServer;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Runtime images by jlink that lack a module of the JDK. */
@Tag("transparency")
@Tag("long")
class SmallImagesIT {
  private static final Set<String> MODULES =
      Set.of(
          "java.base",
          "java.instrument",
          "java.logging",
          "java.management",
          "java.net.http",
          "jdk.httpserver");

  @AutoClose private final OneCall call = new OneCall();

  static Stream<Arguments> images() {
    return Jdk.all().stream()
        .flatMap(
            jdk ->
                Stream.of("java.logging", "java.management", "jdk.httpserver")
                    .map(module -> Arguments.of(jdk, module)));
  }

  @ParameterizedTest
  @MethodSource("images")
  void image_lacksAModule_callIsRated(Jdk jdk, String module) throws Exception {
    OneCall.assertRated(
        call.watch(ChildJvm.on(image(jdk, module)))
            .classPath(Build.testClasses())
            .run(OneCallApp.class.getName(), call.url()));
  }

  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void image_lacksItsHttpClient_callByOkHttpIsRated(Jdk jdk) throws Exception {
    OneCall.assertRated(
        call.watch(ChildJvm.on(image(jdk, "java.net.http")))
            .classPath(Build.testClasses(), Build.clientClassPath("okhttp4"))
            .run(OkHttpApp.class.getName(), call.url()));
  }

  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void image_lacksItsHttpServer_prometheusIsRefusedInALine(Jdk jdk) throws Exception {
    assertRefusedInALine(jdk, "prometheus.port", "jdk.httpserver");
  }

  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void image_lacksItsHttpServer_spendPageIsRefusedInALine(Jdk jdk) throws Exception {
    assertRefusedInALine(jdk, "page.port", "the spend page", "jdk.httpserver");
  }

  private void assertRefusedInALine(Jdk jdk, String port, String... words) throws Exception {
    Finished finished =
        call.options(ChildJvm.on(image(jdk, "jdk.httpserver")))
            .agent(port + "=" + PrometheusServer.freePort())
            .classPath(Build.testClasses())
            .run(OneCallApp.class.getName(), call.url());

    assertThat(finished.transcript()).startsWith("200");
    assertThat(finished.stderr()).contains("costspan receipt");
    assertThat(finished.stderrLines())
        .filteredOn(line -> line.startsWith("[costspan] warn"))
        .singleElement()
        .asString()
        .contains(words);
  }

  private static Jdk image(Jdk jdk, String without) throws Exception {
    Set<String> modules = new TreeSet<>(MODULES);
    modules.remove(without);
    Path home = Scratch.folder("image").resolve("jdk");
    Process jlink =
        new ProcessBuilder(
                jdk.tool("jlink").toString(),
                "--add-modules",
                String.join(",", modules),
                "--output",
                home.toString())
            .inheritIO()
            .start();
    assertThat(jlink.waitFor()).isZero();
    return new Jdk(home, jdk.feature());
  }
}
