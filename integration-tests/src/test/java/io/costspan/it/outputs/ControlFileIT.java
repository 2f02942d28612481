package io.costspan.it.outputs;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.it.AiStandIn;
import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.Finished;
import io.costspan.it.Jdk;
import io.costspan.it.Ledger;
import io.costspan.it.RunningJvm;
import io.costspan.it.prometheus.ModelsApp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent is turned off and on while the application runs. */
class ControlFileIT {
  @AutoClose private static final AiStandIn STAND_IN = AiStandIn.of("sdk");

  private final String openAi = STAND_IN.url() + "/openai/v1";
  @TempDir private Path folder;

  @Test
  void write_enabled_turnsTheAgentOffAndOn() throws IOException {
    try (RunningJvm child = start("")) {
      call(child, 1);
      write("enabled=false\nlog=info\n");
      child.awaitStderr("is in force: enabled=false");
      call(child, 2);
      write("enabled=true\nlog=info\nreceipt=false\n");
      child.awaitStderr("is in force: enabled=true");
      call(child, 3);

      Finished finished = end(child);
      assertThat(Ledger.read(ledger()).columns("requestModel"))
          .containsExactly("model-1", "model-3");
      assertThat(finished.stderr()).doesNotContain("receipt").doesNotContain("warn:");
    }
  }

  @Test
  void start_disabledWithAControlFile_waitsForIt() throws IOException {
    write("receipt=true");
    try (RunningJvm child = start(",enabled=false,receipt=false,log=info")) {
      call(child, 1);
      write("enabled=true");
      child.awaitStderr("is in force: enabled=true");
      call(child, 2);

      Finished finished = end(child);
      assertThat(Ledger.read(ledger()).columns("requestModel")).containsExactly("model-2");
      assertThat(finished.stderr()).doesNotContain("costspan receipt");
    }
  }

  @Test
  void write_anythingElse_isOneWarningPerLine() throws IOException {
    write("ledger=/elsewhere\nenabled=perhaps\n");
    try (RunningJvm child = start("")) {
      call(child, 1);

      assertThat(end(child).stderrLines())
          .filteredOn(line -> line.contains("warn:"))
          .satisfiesExactlyInAnyOrder(
              line -> assertThat(line).contains("ledger", "cannot be changed while"),
              line -> assertThat(line).contains("enabled=perhaps", "use true or false"));
    }
    assertThat(Ledger.read(ledger()).lines()).hasSize(1);
  }

  private RunningJvm start(String moreOptions) {
    RunningJvm child =
        ChildJvm.on(Jdk.running())
            .classPath(Build.testClasses())
            .agent(
                "control.file="
                    + file()
                    + ",endpoints="
                    + openAi
                    + "=openai,ledger="
                    + ledger()
                    + moreOptions)
            .start(ModelsApp.class.getName(), openAi);
    child.awaitStdout("ready");
    return child;
  }

  private static void call(RunningJvm child, int number) {
    child.type("model-" + number);
    child.awaitStdout("call " + number + "\n");
  }

  private static Finished end(RunningJvm child) {
    child.endInput();
    return child.await();
  }

  private void write(String text) throws IOException {
    Files.move(
        Files.writeString(folder.resolve("new"), text),
        file(),
        StandardCopyOption.REPLACE_EXISTING);
  }

  private Path file() {
    return folder.resolve("control");
  }

  private Path ledger() {
    return folder.resolve("ai.jsonl");
  }
}
