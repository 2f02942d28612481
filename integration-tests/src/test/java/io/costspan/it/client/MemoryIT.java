package io.costspan.it.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the agent costs in memory, by the JVM's own counters. */
class MemoryIT {
  private static final int RUNS_AT_MOST = 5;
  private static final int HELD_BYTES_AT_MOST = 64 * 1024;

  /**
   * Interpreted, so that no optimisation hides an allocation. The JDK's client allocates a few
   * bytes more or less by chance, also without agent: the fewest of several runs are compared, and
   * there are more runs only while the agent seems to cost something.
   */
  @ParameterizedTest
  @EnumSource
  void stranger_withAgent_costsTheCallerNoByte(Library library) throws Exception {
    long plain = Long.MAX_VALUE;
    long watched = Long.MAX_VALUE;
    try (Servers servers = new Servers()) {
      for (int run = 0; run == 0 || watched > plain && run < RUNS_AT_MOST; run++) {
        plain = Math.min(plain, figure("stranger", library, servers, child("-Xint")));
        watched =
            Math.min(
                watched, figure("stranger", library, servers, withAgent(child("-Xint"), servers)));
      }
    }

    assertThat(watched).isLessThanOrEqualTo(plain);
  }

  /** With small network buffers, of which the JDK's client keeps now some, now many. */
  @ParameterizedTest
  @EnumSource
  void image_withAgent_holdsLittle(Library library) throws Exception {
    String flag = "-Djdk.httpclient.bufsize=512";
    try (Servers servers = new Servers()) {
      long plain = figure("image", library, servers, child(flag));
      long watched = figure("image", library, servers, withAgent(child(flag), servers));

      assertThat(watched - plain).isLessThan(HELD_BYTES_AT_MOST);
    }
  }

  private static ChildJvm child(String flag) {
    return ChildJvm.onRunningJdk()
        .jvm(flag)
        .classPath(Build.testClasses(), Build.existing("integration-tests/apps/target/classes"));
  }

  private static ChildJvm withAgent(ChildJvm child, Servers servers) {
    return child
        .property("costspan.endpoints", servers.endpoints())
        .property("costspan.telemetry", "none")
        .property("costspan.receipt", "false")
        .agent();
  }

  private static long figure(String what, Library library, Servers servers, ChildJvm child) {
    Server address = servers.address();
    String printed =
        library
            .on(child)
            .run(
                MemoryProgram.class.getName(),
                what,
                library.client(),
                address.url(),
                address.secureUrl(),
                address.closedUrl(),
                address.strangerUrl())
            .transcript();
    return Long.parseLong(printed.strip());
  }
}
