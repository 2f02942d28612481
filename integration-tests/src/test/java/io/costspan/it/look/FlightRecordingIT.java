package io.costspan.it.look;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.it.AiStandIn;
import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.Finished;
import io.costspan.it.Jdk;
import io.costspan.it.OneCallApp;
import io.costspan.it.RunningJvm;
import io.costspan.it.prometheus.ModelsApp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The lines of {@code docs/jfr.md}, as a user types them. */
class FlightRecordingIT {
  @AutoClose private static final AiStandIn STAND_IN = AiStandIn.of("sdk");

  @TempDir private Path folder;

  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void linesOfThePage_showTheCallAndTheTotal(Jdk jdk) throws Exception {
    String start = lines("java ").get(0);
    String flag = start.substring(start.indexOf("-XX:"), start.indexOf(" -javaagent"));
    child(jdk, flag.replace("app.jfr", folder.resolve("app.jfr").toString())).transcript();

    List<String> commands = lines("jfr ");
    assertThat(commands).hasSize(2);
    assertThat(shell(jdk, commands.get(0)))
        .containsOnlyOnce("io.costspan.AiCall {")
        .contains("provider = \"openai\"", "requestModel = \"gpt-4o\"", "rating = \"rated\"")
        .contains("amount = \"0.00472\"", "amountValue = 0.00472", "currency = \"USD\"")
        .contains("meters = \"input_tokens ", "duration = ")
        .doesNotContain("messages");
    assertThat(shell(jdk, commands.get(1))).isEqualTo("0.00472 USD\n");
  }

  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void lineForARunningJvm_recordsTheCallsAfterIt(Jdk jdk) throws Exception {
    String openAi = STAND_IN.url() + "/openai/v1";
    try (RunningJvm app =
        ChildJvm.on(jdk)
            .classPath(Build.testClasses())
            .agent("log=info,endpoints=" + openAi + "=openai")
            .start(ModelsApp.class.getName(), openAi)) {
      app.awaitStdout("ready");
      String line = lines("jcmd ").get(0).replace("PID", Long.toString(app.pid()));
      assertThat(shell(jdk, line.replace("app.jfr", folder.resolve("app.jfr").toString())))
          .contains("Started recording");
      app.type("gpt-4o");
      app.awaitStdout("call 1\n");
      app.awaitStderr("calls are rated");
      app.endInput();
      app.await().transcript();
    }

    assertThat(shell(jdk, lines("jfr ").get(1))).isEqualTo("0.00472 USD\n");
  }

  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void recordingThatDoesNotAsk_hasNoEvent(Jdk jdk) throws Exception {
    child(jdk, "-XX:StartFlightRecording:filename=" + folder.resolve("app.jfr")).transcript();

    assertThat(shell(jdk, lines("jfr ").get(0))).doesNotContain("AiCall");
  }

  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void withoutRecording_noClassOfItsIsLoaded(Jdk jdk) {
    assertThat(child(jdk, "-Xlog:class+load").transcript())
        .contains("io.costspan.flight.FlightRecording")
        .doesNotContain("io.costspan.flight.AiCall", "jdk.jfr.Event ");
  }

  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void jvmWithoutFlightRecorder_ratesAllTheSame(Jdk jdk) {
    Finished finished = child(jdk, "--limit-modules=java.instrument,java.net.http,java.sql");

    assertThat(finished.transcript()).startsWith("200\n");
    assertThat(finished.stderr()).containsPattern("total +1 +0.00472 USD").doesNotContain("] warn");
  }

  private static Finished child(Jdk jdk, String flag) {
    String openAi = STAND_IN.url() + "/openai/v1";
    try (RunningJvm child =
        ChildJvm.on(jdk)
            .classPath(Build.testClasses())
            .jvm(flag)
            .agent("log=info,endpoints=" + openAi + "=openai")
            .start(OneCallApp.class.getName(), openAi, "wait")) {
      child.awaitStdout("waiting");
      child.awaitStderr("calls are rated");
      child.type("");
      return child.await();
    }
  }

  private static List<String> lines(String begin) throws IOException {
    return Files.readAllLines(Build.existing("docs/jfr.md")).stream()
        .filter(line -> line.startsWith(begin))
        .toList();
  }

  private String shell(Jdk jdk, String command) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-c", command)
            .directory(folder.toFile())
            .redirectErrorStream(true);
    builder.environment().put("PATH", jdk.home().resolve("bin") + ":" + System.getenv("PATH"));
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
