package io.costspan.it.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the agent costs in memory, by the JVM's own counters. */
class MemoryIT {
  private static final int RUNS_AT_MOST = 5;
  private static final int HELD_BYTES_AT_MOST = 64 * 1024;

  @Tag("transparency")
  @Tag("long")
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("io.costspan.it.client.Library#elsewhere")
  void stranger_withAgentAndOtherClients_costsTheCallerNoByte(Library library) throws Exception {
    stranger_withAgent_costsTheCallerNoByte(library);
  }

  /**
   * Interpreted, so that no optimisation hides an allocation. Clients allocate a few bytes more or
   * less by chance, also without agent; what the agent allocated would come on top of each call, so
   * that no call would cost what it costs without.
   */
  @ParameterizedTest
  @MethodSource("io.costspan.it.client.Library#here")
  void stranger_withAgent_costsTheCallerNoByte(Library library) throws Exception {
    Set<String> plain = new HashSet<>();
    Set<String> watched = new HashSet<>();
    try (Servers servers = new Servers()) {
      for (int run = 0; run < RUNS_AT_MOST && Collections.disjoint(plain, watched); run++) {
        plain.addAll(figures("stranger", library, servers, child("-Xint")));
        watched.addAll(figures("stranger", library, servers, withAgent(child("-Xint"), servers)));
      }
    }

    assertThat(watched).containsAnyElementsOf(plain);
  }

  @Tag("transparency")
  @Tag("long")
  @ParameterizedTest
  @MethodSource("io.costspan.it.client.Library#here")
  void image_withAgentAndOtherClients_holdsLittle(Library library) throws Exception {
    image_withAgent_holdsLittle(library);
  }

  /**
   * With small network buffers, of which the JDK's client keeps now some, now many: then the next
   * run decides.
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("io.costspan.it.client.Library#elsewhere")
  void image_withAgent_holdsLittle(Library library) throws Exception {
    String flag = "-Djdk.httpclient.bufsize=512";
    long held = Long.MAX_VALUE;
    try (Servers servers = new Servers()) {
      for (int run = 0; run < RUNS_AT_MOST && held >= HELD_BYTES_AT_MOST; run++) {
        long plain = figure("image", library, servers, child(flag));
        held = figure("image", library, servers, withAgent(child(flag), servers)) - plain;
      }
    }

    assertThat(held).isLessThan(HELD_BYTES_AT_MOST);
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
    return Long.parseLong(figures(what, library, servers, child).get(0));
  }

  private static List<String> figures(
      String what, Library library, Servers servers, ChildJvm child) {
    String printed = library.run(child, MemoryProgram.class, servers.address(), what).transcript();
    return List.of(printed.strip().split(" "));
  }
}
