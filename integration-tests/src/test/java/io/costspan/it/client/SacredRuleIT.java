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
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import net.bytebuddy.ByteBuddy;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sacred.FaultPoint;

/**
 * Whatever happens in any method of ours on an application's thread, the application does not see
 * it. Each method that its calls pass is found by recording them, and gets an exception, a linkage
 * error, an error for want of memory or one for want of stack, in turn, in one of the cases that
 * pass it; with the system property {@code faults.all} each of them, in all those cases.
 */
@Tag("bad-day")
class SacredRuleIT {
  private static final Duration PATIENCE = Duration.ofHours(1);
  private static final int FAULTS_AT_LEAST = 400;

  @ParameterizedTest
  @MethodSource("io.costspan.it.client.HostileJvmIT#everywhere")
  void application_faultInAnyMethodOfOurs_seesNothing(Jdk jdk, Library library) throws IOException {
    try (Servers servers = new Servers()) {
      Finished finished = library.run(child(jdk, servers), FaultProgram.class, servers.address());

      List<String> lines = finished.transcript().lines().toList();
      assertThat(lines).singleElement().asString().endsWith(" faults");
      assertThat(Integer.parseInt(lines.get(0).split(" ")[0])).isGreaterThan(FAULTS_AT_LEAST);
    }
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
        .property("costspan.endpoints", servers.endpoints())
        .property("costspan.telemetry", "embedded")
        .property("costspan.ledger", folder.resolve("ledger.jsonl"))
        .property("costspan.receipt", "false")
        .agent();
  }
}
