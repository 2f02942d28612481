package io.costspan.it.attach;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.it.AiStandIn;
import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.Finished;
import io.costspan.it.Jdk;
import io.costspan.it.OneCallApp;
import io.costspan.it.RunningJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the command {@code attach} says, and where it refuses without harm to the JVM. */
class AttachCommandIT {
  private static final Jdk NEWEST = Jdk.all().get(Jdk.all().size() - 1);

  @AutoClose private static final AiStandIn STAND_IN = AiStandIn.of("sdk");

  @TempDir private Path folder;

  @Test
  void attach_newerJvm_saysBeforehandWhatItWillPrint() {
    try (RunningJvm app = waiting(ChildJvm.on(NEWEST))) {
      Finished attached = AttachTool.run(Jdk.running(), app.pid(), "receipt=false");

      assertThat(attached.transcript())
          .startsWith("note jvm ")
          .contains("four lines of WARNING", "JEP 451")
          .containsPattern("ok +agent +version .* watches")
          .containsPattern("ok +clients +java[.]net[.]http");
      assertThat(end(app).stderrLines()).hasSize(4).allMatch(line -> line.startsWith("WARNING: "));
    }
  }

  @Test
  void attach_jvmThatExpectsIt_printsNothingAndSoSaysTheCommand() {
    try (RunningJvm app = waiting(ChildJvm.on(NEWEST).jvm("-XX:+EnableDynamicAgentLoading"))) {
      assertThat(AttachTool.run(Jdk.running(), app.pid(), "receipt=false").transcript())
          .startsWith("ok ")
          .doesNotContain("WARNING");
      assertThat(end(app).stderr()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void attach_twice_isRefusedWithTheVersionThatIsThere(Jdk jdk) {
    try (RunningJvm app = waiting(ChildJvm.on(jdk))) {
      AttachTool.run(jdk, app.pid(), "receipt=false").transcript();

      assertRefused(AttachTool.run(jdk, app.pid()), "has the agent already, version 0.");
      end(app);
    }
  }

  /** One that has had nothing to do yet says nothing of itself. */
  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void attach_agentWaitsSinceTheStart_isRefused(Jdk jdk) throws Exception {
    Path renamed = Files.copy(Build.agentJar(), folder.resolve("javaagent.jar"));
    try (RunningJvm app =
        ChildJvm.on(jdk)
            .env("JAVA_TOOL_OPTIONS", "-javaagent:" + renamed)
            .classPath(Build.testClasses())
            .start(Waiting.class.getName())) {
      app.awaitStdout("waiting");

      assertRefused(AttachTool.run(jdk, app.pid()), "has the agent already");
      end(app);
    }
  }

  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void attach_jvmThatForbidsIt_isRefusedAndTheJvmDoesNotNotice(Jdk jdk) {
    for (String flag :
        List.of("-XX:-EnableDynamicAgentLoading", "-XX:+DisableAttachMechanism", "-Xrs")) {
      try (RunningJvm app = waiting(ChildJvm.on(jdk).jvm(flag))) {
        assertRefused(AttachTool.run(jdk, app.pid()), flag);
        Finished ended = end(app);

        assertThat(ended.stderr()).isEmpty();
        assertThat(ended.transcript()).doesNotContain("Full thread dump");
      }
    }
  }

  @Test
  void attach_whatIsNoJvm_isRefusedAndLivesOn() throws Exception {
    Process other = new ProcessBuilder("sleep", "60").start();
    try {
      assertRefused(AttachTool.run(Jdk.running(), other.pid()), "is not a JVM");
      assertThat(other.isAlive()).isTrue();
    } finally {
      other.destroy();
      other.waitFor();
    }
    assertRefused(AttachTool.run(Jdk.running(), other.pid()), "no process " + other.pid());
  }

  @Test
  void attach_fromOutsideOfAContainer_saysToDoItInside() throws Exception {
    List<String> contained = List.of("unshare", "--pid", "--fork");
    Assumptions.assumeTrue(
        mayRun(contained), "NOT TESTED: containers, for want of the right to make namespaces");
    try (RunningJvm app = waiting(ChildJvm.onRunningJdk().within(contained))) {
      long pid =
          ProcessHandle.of(app.pid()).orElseThrow().children().findFirst().orElseThrow().pid();

      assertRefused(AttachTool.run(Jdk.running(), pid), "runs in a container");
      end(app);
    }
  }

  private static boolean mayRun(List<String> wrapper) throws InterruptedException {
    List<String> command = new ArrayList<>(wrapper);
    command.add("true");
    try {
      return new ProcessBuilder(command).start().waitFor() == 0;
    } catch (IOException absent) {
      return false;
    }
  }

  @Test
  void attach_fromARuntimeWithoutTheModule_isRefused() {
    ChildJvm small = ChildJvm.onRunningJdk().jvm("--limit-modules", "java.se");
    assertRefused(
        AttachTool.run(small, Long.toString(ProcessHandle.current().pid())), "with a JDK");
  }

  @Test
  void attach_unknownOption_isWrongUsageAndNothingIsAttached() {
    try (RunningJvm app = waiting(ChildJvm.onRunningJdk())) {
      Finished attached = AttachTool.run(Jdk.running(), app.pid(), "ledgr=/tmp/x");

      assertThat(attached.exitCode()).isEqualTo(2);
      assertThat(attached.stderr()).contains("ledgr");
      AttachTool.run(Jdk.running(), app.pid(), "receipt=false").transcript();
      end(app);
    }
  }

  @Test
  void attach_turnedOff_isSaid() {
    try (RunningJvm app = waiting(ChildJvm.onRunningJdk().env("COSTSPAN_ENABLED", "false"))) {
      Finished attached = AttachTool.run(Jdk.running(), app.pid());

      assertThat(attached.exitCode()).isEqualTo(1);
      assertThat(attached.stdout()).contains("enabled=false");
      end(app);
    }
  }

  private static RunningJvm waiting(ChildJvm child) {
    RunningJvm app =
        child
            .classPath(Build.testClasses())
            .start(OneCallApp.class.getName(), STAND_IN.url() + "/openai/v1", "wait");
    app.awaitStdout("waiting");
    return app;
  }

  private static Finished end(RunningJvm app) {
    app.type("");
    return app.await();
  }

  private static void assertRefused(Finished command, String why) {
    assertThat(command.stdout()).startsWith("mend attach ").contains(why).hasLineCount(1);
    assertThat(command.stderr()).isEmpty();
    assertThat(command.exitCode()).isEqualTo(1);
  }

  static final class Waiting {
    public static void main(String[] arguments) throws Exception {
      System.out.println("waiting");
      System.in.read();
    }
  }
}
