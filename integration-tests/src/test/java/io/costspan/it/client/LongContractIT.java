package io.costspan.it.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.Jdk;
import io.costspan.it.Ledger;
import io.costspan.it.Scratch;
import io.costspan.it.TestTls;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A stream of a gigabyte, and streams that are dropped, in a heap of 48 MB. */
@Tag("transparency")
@Tag("long")
class LongContractIT {
  @ParameterizedTest
  @MethodSource("io.costspan.it.client.Library#everywhere")
  void application_longAndDroppedStreams_seesTheSame(Jdk jdk, Library library) throws IOException {
    Path ledger = Scratch.folder("long").resolve("ledger.jsonl");
    try (Servers servers = new Servers()) {
      Run plain = Run.of(child(jdk), library, LongProgram.class, servers);
      ChildJvm child =
          child(jdk)
              .property("costspan.endpoints", servers.endpoints())
              .property("costspan.telemetry", "none")
              .property("costspan.ledger", ledger)
              .property("costspan.receipt", "false")
              .agent();
      Run watched = Run.of(child, library, LongProgram.class, servers);

      assertThat(watched).isEqualTo(plain);
      assertThat(plain.application().values()).allMatch(text -> text.contains("ended well"));
      assertThat(Ledger.read(ledger).columns("rating", "amount")).contains("rated 0.000021");
    }
  }

  private static ChildJvm child(Jdk jdk) {
    return TestTls.trust(ChildJvm.on(jdk))
        .worksForLong()
        .jvm("-Xmx48m")
        .classPath(Build.testClasses(), Build.existing("integration-tests/apps/target/classes"));
  }
}
