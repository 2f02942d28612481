package io.costspan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionTest {
  private static final Path BASH = Path.of("/bin/bash");

  @TempDir private Path folder;

  @Test
  void completion_inBash_knowsCommandsAndOptions() throws Exception {
    assertThat(completed("costspan", "")).contains("rate", "prices", "doctor", "attach");
    assertThat(completed("costspan", "prices", "sh")).containsExactly("show");
    assertThat(completed("costspan", "rate", "--ex")).containsExactly("--explain");
  }

  @Test
  void completion_otherName_isForThatAlias() {
    assertThat(Run.of("completion", "ai-costs").out())
        .contains("complete -F _complete_ai-costs -o default ai-costs ");
    assertThat(Run.of("completion", "a;b").exitCode()).isEqualTo(2);
  }

  private List<String> completed(String... words) throws IOException, InterruptedException {
    Assumptions.assumeTrue(Files.isExecutable(BASH), "NOT TESTED: completion, for want of bash");
    Path script = folder.resolve("completion");
    Files.writeString(script, Run.of("completion").out());
    String lines =
        """
        . %s
        COMP_WORDS=(%s)
        COMP_CWORD=%d
        _complete_costspan
        printf '%%s\\n' "${COMPREPLY[@]}"
        """
            .formatted(script, quoted(words), words.length - 1);
    Process bash =
        new ProcessBuilder(BASH.toString(), "--norc", "-c", lines)
            .redirectError(Redirect.DISCARD)
            .start();
    String printed = new String(bash.getInputStream().readAllBytes());
    assertThat(bash.waitFor()).as(printed).isZero();
    return printed.lines().map(String::strip).toList();
  }

  private static String quoted(String... words) {
    return "'" + String.join("' '", words) + "'";
  }
}
