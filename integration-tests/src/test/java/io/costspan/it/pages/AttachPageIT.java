package io.costspan.it.pages;

import static io.costspan.it.pages.Attaching.PAGE;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.Finished;
import io.costspan.it.Jdk;
import io.costspan.it.RunningJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The snippets of {@code docs/attach.md} that need no more than a JDK, pasted. */
class AttachPageIT {
  private static final int NAMES_WIDTH = 17;
  private static final Path SYSTEMD = Path.of("/usr/bin/systemd-analyze");

  @AutoClose private final Attaching attaching = new Attaching();

  @Test
  void everySnippet_isRunByATest() {
    Set<String> run =
        Stream.of(AttachPageIT.class, AttachToolsIT.class, KubernetesPageIT.class)
            .flatMap(tests -> Stream.of(tests.getDeclaredMethods()))
            .filter(method -> method.isAnnotationPresent(Shown.class))
            .flatMap(method -> Stream.of(method.getAnnotation(Shown.class).value()))
            .collect(Collectors.toSet());

    assertThat(run).containsExactlyInAnyOrderElementsOf(PAGE.names());
  }

  @Test
  @Shown("java")
  void java_attachesTheAgent() throws IOException {
    Root host = Attaching.host(attaching.app());
    attaching.call(attaching.child(), host.in(PAGE.text("java")));

    attaching.assertRated();
  }

  @Test
  @Shown("java-tool-options")
  void variable_attachesTheAgentAndSaysSo() throws IOException {
    Root host = Attaching.host(attaching.app());
    Finished finished = attaching.call(attaching.child(), host.in(PAGE.text("java-tool-options")));

    attaching.assertRated();
    assertThat(finished.stderr()).contains("Picked up JAVA_TOOL_OPTIONS");
  }

  @Test
  @Shown({"running", "running-output"})
  void running_attachesTheAgentToTheApplication() throws IOException {
    Root host = Attaching.host(attaching.app());
    try (RunningJvm app =
        attaching
            .child()
            .startShell(attaching.folder(), host.in("exec java -jar /opt/shop/app.jar"))) {
      app.awaitStdout("ready");
      String command = PAGE.text("running").replace("4711", Long.toString(app.pid()));
      try (RunningJvm shell = attaching.child().startShell(attaching.folder(), host.in(command))) {
        String shown = shell.await().transcript();
        assertThat(PAGE.text("running-output").lines().filter(line -> line.startsWith("ok ")))
            .hasSize(2)
            .allSatisfy(line -> assertThat(shown).contains(line.substring(0, NAMES_WIDTH)));
      }
      app.type("gpt-4o");
      app.awaitStdout("call 1\n");
      app.endInput();
      app.await();
    }

    attaching.assertRated();
  }

  @Test
  @Shown("systemd")
  void systemd_commandWritesLedgerAndReceipt_andEndsAsTheUnitSays() throws IOException {
    Root host = unitHost();
    String unit = host.in(PAGE.text("systemd"));
    Path logs = host.path("/var/log").resolve(values(unit, "LogsDirectory").get(0));
    Files.createDirectories(logs);
    String lines =
        values(unit, "Environment").stream()
            .map(setting -> "export " + setting + "\n")
            .collect(Collectors.joining("", "", "exec " + values(unit, "ExecStart").get(0)));
    try (RunningJvm shop = attaching.child().startShell(attaching.folder(), lines)) {
      Attaching.ask(shop);
      // As systemd does, which leaves standard input alone.
      ProcessHandle.of(shop.pid()).orElseThrow().destroy();
      Finished finished = shop.await();

      assertThat(finished.exitCode())
          .asString()
          .isEqualTo(values(unit, "SuccessExitStatus").get(0));
      assertThat(finished.stderr()).contains("costspan receipt");
      Attaching.assertRated(logs.resolve("ai.jsonl"));
    }
  }

  @Test
  void systemd_findsNoFaultInTheUnit() throws Exception {
    Assumptions.assumeTrue(
        Files.isExecutable(SYSTEMD), "NOT TESTED: the unit, for want of systemd-analyze");
    Path unit = attaching.folder().resolve("shop.service");
    Files.writeString(unit, unitHost().in(PAGE.text("systemd")));
    Process process =
        new ProcessBuilder(SYSTEMD.toString(), "verify", "--man=no", unit.toString())
            .redirectErrorStream(true)
            .start();
    String complaints = new String(process.getInputStream().readAllBytes());

    assertThat(process.waitFor()).as(complaints).isZero();
    assertThat(complaints).doesNotContain("shop.service:");
  }

  private Root unitHost() throws IOException {
    Root host = Attaching.host(attaching.app());
    host.put("/usr/bin/java", Jdk.running().tool("java"));
    return host;
  }

  private static List<String> values(String unit, String key) {
    return unit.lines()
        .filter(line -> line.startsWith(key + "="))
        .map(line -> line.substring(key.length() + 1))
        .toList();
  }

  @Test
  @Shown("docker")
  void docker_containerOfTheImageHasTheAgent() throws Exception {
    Path context = attaching.app().getParent();
    Files.copy(Build.agentJar(), context.resolve("costspan-agent.jar"));
    Dockerfile image = new Dockerfile(PAGE.text("docker"), context);
    ChildJvm container = attaching.child();
    image.environment().forEach(container::env);
    attaching.call(container, image.entryPoint());

    attaching.assertRated();
  }
}
