package io.costspan.it.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.Jdk;
import io.costspan.it.Ledger;
import io.costspan.it.Scratch;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Applications that come and go while their JVM runs on. */
@Tag("bad-day")
class ContainerIT {
  @ParameterizedTest
  @MethodSource("io.costspan.it.client.HostileJvmIT#everywhere")
  void application_stopped_isCollected(Jdk jdk, Library library) throws IOException {
    Path ledger = Scratch.folder("container").resolve("ledger.jsonl");
    try (Servers servers = new Servers()) {
      ChildJvm child =
          ChildJvm.on(jdk)
              .classPath(
                  Build.testClasses(), Build.existing("integration-tests/apps/target/classes"))
              .property("costspan.endpoints", servers.endpoints())
              .property("costspan.telemetry", "embedded")
              .property("costspan.ledger", ledger)
              .property("costspan.receipt", "false")
              .agent();

      assertThat(library.run(child, ContainerProgram.class, servers.address()).transcript())
          .isEqualTo("collected\n".repeat(3));
    }
    assertThat(Ledger.read(ledger).columns("rating")).contains("rated");
  }
}
