package io.costspan.it.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.Finished;
import io.costspan.it.Jdk;
import io.costspan.it.Scratch;
import io.costspan.it.TestAgent;
import io.costspan.it.TestTls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import net.bytebuddy.ByteBuddy;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import sacred.FaultPoint;

/**
 * Whatever happens in any method of ours on an application's thread, the application does not see
 * it. Each method that its calls pass is found by recording them, and gets an exception, a linkage
 * error, an error for want of memory or one for want of stack, in turn, in one of the cases that
 * pass it, be it answered or refused by a budget; with the system property {@code faults.all} each
 * method gets all four.
 */
@Tag("bad-day")
class SacredRuleIT {
  private static final Duration PATIENCE = Duration.ofHours(1);
  private static final int FAULTS_AT_LEAST = 400;

  /** Faults on the way to a refusal let calls go on. */
  private static final String SUMMARY = "\\d+ faults, [1-9]\\d* calls passed a spent budget";

  /** A JVM each, so that they are few. */
  private static final int FIRST_FAULTS = 4;

  private static final int MANY_FIRST_FAULTS = 40;

  @InOtherTurns
  void application_faultInAnyMethodOfOursOnAnotherJdk_seesNothing(Jdk jdk, Library library)
      throws IOException {
    application_faultInAnyMethodOfOurs_seesNothing(jdk, library);
  }

  @InTurns
  void application_faultInAnyMethodOfOurs_seesNothing(Jdk jdk, Library library) throws IOException {
    try (Servers servers = new Servers()) {
      ChildJvm child = BlockedCases.limit(child(jdk, servers), Scratch.folder("prices"));
      Finished finished = library.run(child, FaultProgram.class, servers.address());

      List<String> lines = finished.transcript().lines().toList();
      assertThat(lines).singleElement().asString().matches(SUMMARY);
      assertThat(Integer.parseInt(lines.get(0).split(" ")[0])).isGreaterThan(FAULTS_AT_LEAST);
    }
  }

  static Stream<Arguments> ofTheJdkInTurns() {
    return Library.inTurns().filter(SacredRuleIT::isOfTheJdk);
  }

  static Stream<Arguments> ofTheJdkInOtherTurns() {
    return Library.inOtherTurns().filter(SacredRuleIT::isOfTheJdk);
  }

  private static boolean isOfTheJdk(Arguments jdkAndLibrary) {
    return ((Library) jdkAndLibrary.get()[1]).isOfTheJdk();
  }

  @Tag("transparency")
  @Tag("long")
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("ofTheJdkInOtherTurns")
  void application_faultInFirstCallsOnAnotherJdk_seesNothing(Jdk jdk, Library library)
      throws IOException {
    application_faultInFirstCalls_seesNothing(jdk, library);
  }

  /** The other clients' first calls are made in loaders of their own, above. */
  @ParameterizedTest
  @MethodSource("ofTheJdkInTurns")
  void application_faultInFirstCalls_seesNothing(Jdk jdk, Library library) throws IOException {
    Path findings = Scratch.folder("findings").resolve("findings");
    try (Servers servers = new Servers()) {
      Finished clean =
          library.run(first(jdk, servers, findings), FirstCallProgram.class, servers.address());
      List<String> points = Files.readAllLines(findings);
      int faults = Boolean.getBoolean(FaultProgram.ALL) ? MANY_FIRST_FAULTS : FIRST_FAULTS;
      int step = points.size() / faults + 1;
      int happened = 0;
      for (int number = 0; number < points.size(); number += step) {
        String point = points.get(number);
        ChildJvm child =
            first(jdk, servers, findings)
                .property(FirstCallProgram.POINT, point)
                .property(FirstCallProgram.KIND, (number / step) % FaultProgram.FAULTS.size());
        Finished disturbed = library.run(child, FirstCallProgram.class, servers.address());
        assertThat(disturbed.transcript()).as(point).isEqualTo(clean.transcript());
        happened += Files.readAllLines(findings).size();
      }
      assertThat(happened).isGreaterThanOrEqualTo(faults / 4);
    }
  }

  private static ChildJvm first(Jdk jdk, Servers servers, Path findings) throws IOException {
    return child(jdk, servers).property(FirstCallProgram.FINDINGS, findings);
  }

  private static ChildJvm child(Jdk jdk, Servers servers) throws IOException {
    Path folder = Scratch.folder("faults");
    return TestTls.trust(ChildJvm.on(jdk))
        .timeout(PATIENCE)
        .classPath(Build.testClasses(), Build.existing("integration-tests/apps/target/classes"))
        .classPath(ByteBuddy.class.getProtectionDomain().getCodeSource().getLocation().getPath())
        .jvm(
            "-Xshare:off",
            "-javaagent:" + TestAgent.jar(FaultWeaver.class, folder, FaultPoint.class))
        .property(FaultProgram.ALL, Boolean.getBoolean(FaultProgram.ALL))
        // Netty wraps some buffers by chance, to find out whether they are released.
        .property("io.netty.leakDetection.level", "disabled")
        .property("costspan.endpoints", servers.endpoints())
        .property("costspan.telemetry", "embedded")
        .property("costspan.ledger", folder.resolve("ledger.jsonl"))
        .property("costspan.receipt", "false")
        .agent();
  }
}
