package io.costspan.it.silence;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.it.AiStandIn;
import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.Finished;
import io.costspan.it.Jdk;
import io.costspan.it.OneCallApp;
import io.costspan.it.QuietApp;
import io.costspan.it.RunningJvm;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the user sees of the agent without asking: the receipt, and no delay. */
class SilenceIT {
  /** OpenTelemetry's own defaults would take eleven seconds. */
  private static final Duration EXIT_LIMIT = Duration.ofSeconds(5);

  @AutoClose private static final AiStandIn STAND_IN = AiStandIn.of("sdk");

  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void agent_appWithoutAi_printsNothing(Jdk jdk) {
    Finished finished = child(jdk).agent().run(QuietApp.class.getName());

    assertThat(finished.transcript()).isEqualTo("done\n");
    assertThat(finished.stderr()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void agent_noBackendListens_printsTheReceiptOnlyAndExitsAtOnce(Jdk jdk) {
    try (RunningJvm child =
        child(jdk)
            .agent("endpoints=" + openAi() + "=openai")
            .start(OneCallApp.class.getName(), openAi(), "wait")) {
      child.awaitStdout("waiting");
      long nanos = System.nanoTime();
      child.type("");
      Finished finished = child.await();

      assertThat(Duration.ofNanos(System.nanoTime() - nanos)).isLessThan(EXIT_LIMIT);
      assertThat(finished.stderr())
          .startsWith("costspan receipt")
          .containsPattern("total +1 +0.00472 USD")
          .doesNotContain("[costspan]");
    }
  }

  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void agent_receiptOff_printsNothing(Jdk jdk) {
    Finished finished =
        child(jdk)
            .agent("receipt=false,endpoints=" + openAi() + "=openai")
            .run(OneCallApp.class.getName(), openAi());

    assertThat(finished.transcript()).startsWith("200\n");
    assertThat(finished.stderr()).isEmpty();
  }

  private static ChildJvm child(Jdk jdk) {
    return ChildJvm.on(jdk).classPath(Build.testClasses());
  }

  private static String openAi() {
    return STAND_IN.url() + "/openai/v1";
  }
}
