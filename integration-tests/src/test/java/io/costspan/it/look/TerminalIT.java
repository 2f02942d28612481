package io.costspan.it.look;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.Finished;
import io.costspan.it.Jdk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Colours and progress are for people at a terminal who want them. */
class TerminalIT {
  private static final Path SCRIPT = Path.of("/usr/bin/script");
  private static final String ESCAPE = "\u001b";

  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void output_piped_hasNoColourAndNoProgress(Jdk jdk) {
    for (String[] words :
        List.of(
            new String[] {"--help"},
            new String[] {"prices", "list", "openai"},
            new String[] {"rate", "--nonsense"})) {
      Finished piped = ChildJvm.on(jdk).startBare(command(words)).await();

      assertThat(piped.stdout() + piped.stderr()).isNotEmpty().doesNotContain(ESCAPE, "\r");
    }
  }

  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void output_onATerminal_hasColourUnlessNoColorIsSet(Jdk jdk) {
    Assumptions.assumeTrue(
        Files.isExecutable(SCRIPT), "NOT TESTED: colours on a terminal, for want of script");

    assertThat(onATerminal(jdk, "TERM=xterm")).contains("prices", ESCAPE);
    assertThat(onATerminal(jdk, "TERM=xterm NO_COLOR=1")).contains("prices").doesNotContain(ESCAPE);
  }

  /** What a terminal shows of the help. */
  private static String onATerminal(Jdk jdk, String environment) {
    String java = String.join(" ", command("--help"));
    return ChildJvm.on(jdk)
        .startShell(
            Path.of("/"), environment + " script -qec 'java " + java + "' /dev/null </dev/null")
        .await()
        .stdout();
  }

  private static String[] command(String... words) {
    String[] command = new String[words.length + 2];
    command[0] = "-jar";
    command[1] = Build.agentJar().toString();
    System.arraycopy(words, 0, command, 2, words.length);
    return command;
  }
}
