package io.costspan.it.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.it.AiStandIn;
import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.Finished;
import io.costspan.it.Ledger;
import io.costspan.it.OneCallApp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is needed to run the suites of public HTTP libraries with the agent: see CONTRIBUTING.md.
 */
class SuitesIT {
  private static final Path SUITES = Build.existing("integration-tests/suites");
  private static final String PASSED = "<testcase classname='ATest' name='works'/>";
  private static final String OTHER = "<testcase classname='BTest' name='works'/>";
  private static final String FAILED =
      "<testcase classname='ATest' name='works'><failure message='no'/></testcase>";

  @AutoClose private static final AiStandIn STAND_IN = AiStandIn.of("sdk");
  @TempDir private Path folder;
  private Path without;
  private Path with;
  private Path ledgers;

  @BeforeEach
  void createFolders() throws IOException {
    without = Files.createDirectory(folder.resolve("without"));
    with = Files.createDirectory(folder.resolve("with"));
    ledgers = Files.createDirectory(folder.resolve("ledgers"));
  }

  @Test
  void everyHost_callToThisMachine_isSeen() {
    Path ledger = ledgers.resolve("ledger.jsonl");

    ChildJvm.onRunningJdk()
        .classPath(Build.testClasses())
        .agent("prices=" + SUITES + ",ledger=" + ledger)
        .run(OneCallApp.class.getName(), STAND_IN.url() + "/any/path");

    assertThat(Ledger.read(ledger).columns("provider")).containsExactly("everything");
  }

  @Test
  void compare_sameResults_areNoDifference() throws IOException {
    report(without, FAILED);
    report(with, FAILED);
    seen(1);

    Finished comparison = compare();

    assertThat(comparison.exitCode()).isZero();
    assertThat(comparison.stdout()).contains("1 tests, 1 fail").doesNotContain("ONLY WITH");
  }

  @Test
  void compare_testFailsOrIsMissingOnlyWithTheAgent_isNamed() throws IOException {
    report(without, PASSED + OTHER);
    report(with, FAILED);
    seen(1);

    Finished comparison = compare();

    assertThat(comparison.exitCode()).isOne();
    assertThat(comparison.stdout())
        .contains("ONLY WITH:    ATest works", "ONLY WITH:    BTest did not run");
  }

  @Test
  void compare_noCallSeen_provesNothing() throws IOException {
    report(without, PASSED);
    report(with, PASSED);
    seen(0);

    assertThat(compare().exitCode()).isOne();
  }

  private static void report(Path directory, String test) throws IOException {
    Files.writeString(directory.resolve("TEST-ATest.xml"), "<testsuite>" + test + "</testsuite>");
  }

  private void seen(int calls) throws IOException {
    Files.write(ledgers.resolve("ledger-1.jsonl"), List.of("{}").subList(0, calls));
  }

  private Finished compare() {
    return ChildJvm.onRunningJdk()
        .startBare(
            SUITES.resolve("CompareReports.java").toString(),
            without.toString(),
            with.toString(),
            ledgers.toString())
        .await();
  }
}
