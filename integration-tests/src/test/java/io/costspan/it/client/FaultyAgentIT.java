package io.costspan.it.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.Jdk;
import io.costspan.it.Ledger;
import io.costspan.it.Scratch;
import io.costspan.it.TestTls;
import io.costspan.it.faults.FaultyJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * However often the agent fails within: the application sees what it would see without, and the
 * agent goes on.
 */
@Tag("bad-day")
@Tag("random-faults")
class FaultyAgentIT {
  private static final String RATED = "rated - 0.000021";

  @ParameterizedTest
  @MethodSource("io.costspan.it.client.Library#everywhere")
  void application_agentFails_seesTheSame(Jdk jdk, Library library) throws IOException {
    try (Servers servers = new Servers()) {
      Run plain = Run.of(child(jdk), library, FaultyProgram.class, servers);

      assertWell(plain, faulty(jdk, library, servers, "faults.allocation", 300));
      assertWell(plain, faulty(jdk, library, servers, "faults.method", 3000));
    }
  }

  private static Faulty faulty(Jdk jdk, Library library, Servers servers, String kind, int oneIn) {
    Path file = Scratch.folder("faulty").resolve("ledger.jsonl");
    ChildJvm child =
        FaultyJvm.of(child(jdk))
            .property(kind, oneIn)
            .property("costspan.endpoints", servers.endpoints())
            .property("costspan.ledger", file)
            .agent();
    return new Faulty(Run.of(child, library, FaultyProgram.class, servers), file);
  }

  private static ChildJvm child(Jdk jdk) {
    return TestTls.trust(ChildJvm.on(jdk))
        .classPath(Build.testClasses(), Build.existing("integration-tests/apps/target/classes"));
  }

  private static void assertWell(Run plain, Faulty faulty) {
    assertThat(faulty.run.application()).isEqualTo(plain.application());
    List<String> lines = Ledger.read(faulty.ledger).columns("rating", "reason", "amount");
    assertThat(lines).first().isEqualTo(RATED);
    assertThat(lines).last().isEqualTo(RATED);
    assertThat(faulty.run.errors())
        .noneMatch(line -> line.startsWith("\tat ") || line.startsWith("Exception"))
        .anyMatch(line -> line.contains("the agent failed"));
  }

  private record Faulty(Run run, Path ledger) {}
}
