package io.costspan.it.neighbours;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.Finished;
import io.costspan.it.Jdk;
import io.costspan.it.OneCallApp;
import io.costspan.it.RunningJvm;
import io.costspan.it.Scratch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Ways to start a JVM, and what else is attached to it. */
@Tag("transparency")
@Tag("long")
class NeighboursIT {
  private static final String APP = OneCallApp.class.getName();

  private final Path folder = Scratch.folder("neighbours");
  @AutoClose private final OneCall call = new OneCall();

  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void application_ofModules_isWatched(Jdk jdk) throws IOException {
    Path sources = Build.existing("integration-tests/src/test/java/io/costspan/it");
    Path module =
        Files.writeString(
            folder.resolve("module-info.java"), "module shop { requires java.net.http; }");
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "--release=17",
                "-d",
                folder.resolve("shop").toString(),
                module.toString(),
                sources.resolve("OneCallApp.java").toString());
    assertThat(failed).isZero();

    try (RunningJvm child =
        call.watch(ChildJvm.on(jdk))
            .startBare("-p", folder.toString(), "-m", "shop/" + APP, call.url())) {
      OneCall.assertRated(child.await());
    }
  }

  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void jaCoCo_besideUs_bothWork(Jdk jdk) {
    for (boolean first : new boolean[] {true, false}) {
      Path execution = folder.resolve(first + ".exec");
      String jaCoCo =
          "-javaagent:"
              + Build.existing("integration-tests/target/neighbours/org.jacoco.agent-runtime.jar")
              + "=destfile="
              + execution;
      ChildJvm child = ChildJvm.on(jdk);
      ChildJvm both = first ? call.watch(child.jvm(jaCoCo)) : call.watch(child).jvm(jaCoCo);

      OneCall.assertRated(run(both));
      assertThat(execution).isNotEmptyFile();
    }
  }

  /** An archive of an application's classes, made without the agent and used with it. */
  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void classDataArchive_madeWithoutTheAgent_callIsRated(Jdk jdk) throws IOException {
    Path archive = folder.resolve("app.jsa");
    assertSameAndRated(
        jdk, List.of("-XX:ArchiveClassesAtExit=" + archive), "-XX:SharedArchiveFile=" + archive);
  }

  static Stream<Jdk> withAotCache() {
    return Jdk.all().stream().filter(jdk -> jdk.feature() >= 25);
  }

  @ParameterizedTest
  @MethodSource("withAotCache")
  void aotCache_madeWithoutTheAgent_callIsRated(Jdk jdk) throws IOException {
    Path cache = folder.resolve("app.aot");
    assertSameAndRated(jdk, List.of("-XX:AOTCacheOutput=" + cache), "-XX:AOTCache=" + cache);
  }

  private void assertSameAndRated(Jdk jdk, List<String> training, String use) throws IOException {
    // The JVM takes archived classes from jars only.
    Path jar = folder.resolve("app.jar");
    AppJars.make(jar, List.of(OneCallApp.class));
    run(ChildJvm.on(jdk).jvm(training.toArray(new String[0])), jar).transcript();

    Finished plain = run(ChildJvm.on(jdk).jvm(use), jar);
    Finished watched = run(call.watch(ChildJvm.on(jdk).jvm(use)), jar);

    assertThat(said(watched)).isEqualTo(said(plain));
    OneCall.assertRated(watched);
  }

  /** Without what the JVM logs: with any agent it does without the AOT cache, and says so. */
  private static List<String> said(Finished finished) {
    return finished.transcript().lines().filter(line -> !line.startsWith("[")).toList();
  }

  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void heap_of32Megabytes_isEnough(Jdk jdk) {
    OneCall.assertRated(run(call.watch(ChildJvm.on(jdk)).jvm("-Xmx32m")));
  }

  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void jar_deletedWhileRunning_clientThatIsLoadedThenIsWatched(Jdk jdk) throws IOException {
    Path jar = Files.copy(Build.agentJar(), folder.resolve("agent.jar"));
    try (RunningJvm child =
        call.options(ChildJvm.on(jdk))
            .jvm("-javaagent:" + jar)
            .classPath(Build.testClasses(), Build.clientClassPath("okhttp4"))
            .start(TwoCalls.class.getName(), call.url(), "wait")) {
      child.awaitStdout("waiting");
      Files.delete(jar);
      child.type("go on");
      OneCall.assertRated(child.await(), 2);
    }
  }

  /** As of a container. */
  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void fileSystem_readOnly_callIsRated(Jdk jdk) {
    try (RunningJvm child =
        call.watch(ChildJvm.on(jdk))
            .classPath(Build.testClasses())
            .within(
                List.of(
                    "unshare",
                    "-rm",
                    "sh",
                    "-c",
                    "mount -o remount,bind,ro / && exec \"$@\"",
                    "sh"))
            .start(APP, call.url())) {
      OneCall.assertRated(child.await());
    }
  }

  static Stream<Arguments> tools() {
    return Jdk.all().stream()
        .flatMap(
            jdk ->
                Stream.of(
                    Arguments.of(jdk, List.of("jcmd", "-h")),
                    Arguments.of(jdk, List.of("jps", "-q")),
                    Arguments.of(jdk, List.of("keytool", "-help")),
                    Arguments.of(jdk, List.of("jar", "--version"))));
  }

  @ParameterizedTest
  @MethodSource("tools")
  void jdkTool_underToolOptions_saysNothingMore(Jdk jdk, List<String> command) {
    Finished finished = tool(ChildJvm.on(jdk), jdk.tool(command.get(0)), command.get(1));

    assertThat(finished.exitCode()).isZero();
    assertThat(finished.stderr()).doesNotContain("[costspan]");
  }

  @ParameterizedTest
  @MethodSource("tools")
  void jdkTool_atLevelInfo_saysThatItIsNotWatched(Jdk jdk, List<String> command) {
    Finished finished =
        tool(
            ChildJvm.on(jdk).env("COSTSPAN_LOG", "info"), jdk.tool(command.get(0)), command.get(1));

    assertThat(finished.exitCode()).isZero();
    assertThat(finished.stderrLines())
        .filteredOn(line -> line.startsWith("[costspan]"))
        .singleElement()
        .asString()
        .startsWith("[costspan] info: ")
        .endsWith(" watches nothing: this is a tool of the JDK");
  }

  private static Finished tool(ChildJvm child, Path tool, String argument) {
    try (RunningJvm running =
        child
            .env("JAVA_TOOL_OPTIONS", "-javaagent:" + Build.agentJar())
            .startShell(Scratch.folder("tool"), tool + " " + argument)) {
      return running.await();
    }
  }

  /** It has clients that are watched, but asks no AI. */
  @Test
  void maven_underToolOptions_buildsAsWithout() throws IOException {
    Path project =
        Files.writeString(
            folder.resolve("pom.xml"),
            """
            <project>
              <modelVersion>4.0.0</modelVersion>
              <groupId>g</groupId><artifactId>a</artifactId><version>1</version>
              <packaging>pom</packaging>
            </project>
            """);
    String validate = Build.existing("mvnw") + " -o -B -f " + project + " validate";
    ChildJvm child =
        ChildJvm.onRunningJdk().env("JAVA_TOOL_OPTIONS", "-javaagent:" + Build.agentJar());
    try (RunningJvm maven = child.startShell(folder, validate)) {
      Finished finished = maven.await();
      assertThat(finished.transcript()).contains("BUILD SUCCESS").doesNotContain("[costspan]");
      assertThat(finished.stderr()).doesNotContain("[costspan]");
    }
  }

  private Finished run(ChildJvm child) {
    return run(child, Build.testClasses());
  }

  private Finished run(ChildJvm child, Path classPath) {
    return child.classPath(classPath).run(APP, call.url());
  }
}
