package io.costspan.it.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.Jdk;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A call to a host that is no AI endpoint allocates nothing more with the agent. */
@Tag("transparency")
@Tag("long")
class StrangerBytesIT {
  private static final int TRIES = 6;

  /**
   * Of those that send and receive on the calling thread. In some JVMs all calls allocate 32 bytes
   * more or less than in others, with and without the agent, so the least counts.
   */
  @ParameterizedTest
  @EnumSource(names = {"OKHTTP4", "OKHTTP5", "APACHE4", "APACHE5", "JDK_URL"})
  void call_ofAStranger_allocatesTheSame(Library library) throws IOException {
    try (Servers servers = new Servers()) {
      long plain = bytes(child(), library, servers);
      long watched = bytes(watched(servers), library, servers);
      for (int i = 1; i < TRIES && plain != watched; i++) {
        plain = Math.min(plain, bytes(child(), library, servers));
        watched = Math.min(watched, bytes(watched(servers), library, servers));
      }

      assertThat(watched).isEqualTo(plain);
    }
  }

  private static long bytes(ChildJvm child, Library library, Servers servers) {
    return Long.parseLong(
        library.run(child, StrangerBytesProgram.class, servers.address()).transcript().strip());
  }

  private static ChildJvm watched(Servers servers) {
    return child()
        .property("costspan.endpoints", servers.endpoints())
        .property("costspan.telemetry", "none")
        .property("costspan.receipt", "false")
        .agent();
  }

  /**
   * What the second compiler saves by escape analysis is chance: it differs from run to run by some
   * hundred bytes either way.
   */
  private static ChildJvm child() {
    return ChildJvm.on(Jdk.running())
        .jvm("-XX:TieredStopAtLevel=1")
        .classPath(Build.testClasses(), Build.existing("integration-tests/apps/target/classes"));
  }
}
