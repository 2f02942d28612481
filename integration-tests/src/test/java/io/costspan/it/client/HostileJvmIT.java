package io.costspan.it.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.Finished;
import io.costspan.it.Jdk;
import io.costspan.it.Ledger;
import io.costspan.it.Scratch;
import io.costspan.it.TestAgent;
import io.costspan.it.TestTls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** JVMs in which our classes cannot always be loaded where a call needs them. */
@Tag("bad-day")
class HostileJvmIT {
  private static final String ALLOW_ALL = "grant { permission java.security.AllPermission; };";

  /** The application may do everything, the agent nothing. */
  private static final String ALLOW_APPLICATION =
      "grant codeBase \"file:%s/-\" { permission java.security.AllPermission; };";

  @AutoClose private final Servers servers = new Servers();

  HostileJvmIT() throws IOException {}

  @InOtherTurns
  void jar_overwrittenWhileRunningOnAnotherJdk_callsGoOnAndAreRated(Jdk jdk, Library library)
      throws IOException {
    jar_overwrittenWhileRunning_callsGoOnAndAreRated(jdk, library);
  }

  /**
   * The program prints which classes of ours its later calls load on its threads: none. By the time
   * that the file is overwritten, the first call has been exported, too.
   */
  @InTurns
  void jar_overwrittenWhileRunning_callsGoOnAndAreRated(Jdk jdk, Library library)
      throws IOException {
    Path jar = Files.copy(Build.agentJar(), Scratch.folder("jar").resolve("agent.jar"));
    Path ledger = Scratch.folder("ledger").resolve("ledger.jsonl");
    Path watch = TestAgent.jar(LoadWatch.class, Scratch.folder("watch"));
    ChildJvm child =
        watched(child(jdk), ledger)
            .property(ShortProgram.OVERWRITE, jar)
            .property("otel.metric.export.interval", "100")
            .property("otel.bsp.schedule.delay", "100")
            .jvm("-javaagent:" + watch, "-javaagent:" + jar);

    assertSameAndRated(child, child(jdk), library, ledger);
  }

  @Tag("transparency")
  @Tag("long")
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("io.costspan.it.client.Library#elsewhere")
  void securityManager_allowsAllToOtherClients_callsGoOnAndAreRated(Library library)
      throws IOException {
    securityManager_allowsAll_callsGoOnAndAreRated(library);
  }

  @ParameterizedTest
  @MethodSource("io.costspan.it.client.Library#here")
  void securityManager_allowsAll_callsGoOnAndAreRated(Library library) throws IOException {
    String[] flags = securityManager(ALLOW_ALL);
    Path ledger = Scratch.folder("ledger").resolve("ledger.jsonl");
    ChildJvm child = watched(child(Jdk.running()).jvm(flags), ledger).agent();

    assertSameAndRated(child, child(Jdk.running()).jvm(flags), library, ledger);
  }

  @Tag("transparency")
  @Tag("long")
  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"OKHTTP4", "JDK_SYNC"})
  void securityManager_allowsAgentOfOtherClientsNothing_applicationRunsOn(Library library)
      throws IOException {
    securityManager_allowsAgentNothing_applicationRunsOn(library);
  }

  @ParameterizedTest
  @EnumSource(names = {"OKHTTP4", "JDK_SYNC"})
  void securityManager_allowsAgentNothing_applicationRunsOn(Library library) throws IOException {
    String[] flags =
        securityManager(
            ALLOW_APPLICATION.formatted(Build.existing("integration-tests"))
                + ALLOW_APPLICATION.formatted(Path.of(System.getProperty("user.home"), ".m2")));
    Finished plain = run(child(Jdk.running()).jvm(flags), library);

    Finished watched = run(child(Jdk.running()).jvm(flags).agent(), library);

    assertThat(watched.differenceFrom(plain)).isEmpty();
    assertThat(watched.stderrLines())
        .filteredOn(line -> !plain.stderrLines().contains(line))
        .singleElement()
        .asString()
        .startsWith(
            "[costspan] error: the agent could not be attached; the application"
                + " continues without it: ");
  }

  private void assertSameAndRated(ChildJvm watched, ChildJvm plain, Library library, Path ledger) {
    Finished with = run(watched, library);
    Finished without = run(plain, library);

    assertThat(with.differenceFrom(without)).isEmpty();
    assertThat(with.stderrLines()).isEqualTo(without.stderrLines());
    List<String> ratings = Ledger.read(ledger).columns("responseId", "rating", "reason");
    assertThat(ratings)
        .contains("gzip rated -", "deflate rated -", "events rated -", "one-shot rated -")
        .filteredOn("json rated -"::equals)
        .hasSize(2);
  }

  private Finished run(ChildJvm child, Library library) {
    return library.run(child, ShortProgram.class, servers.address());
  }

  private ChildJvm watched(ChildJvm child, Path ledger) {
    return child
        .property("costspan.endpoints", servers.endpoints())
        .property("costspan.telemetry", "embedded")
        .property("costspan.ledger", ledger)
        .property("costspan.receipt", "false");
  }

  private static ChildJvm child(Jdk jdk) {
    return TestTls.trust(ChildJvm.on(jdk))
        .classPath(Build.testClasses(), Build.existing("integration-tests/apps/target/classes"));
  }

  /**
   * Two signs of equality: the JDK's own policy, which lets everybody read some properties, is off.
   */
  private static String[] securityManager(String policy) throws IOException {
    Path file = Files.writeString(Scratch.folder("policy").resolve("policy"), policy);
    return new String[] {"-Djava.security.manager", "-Djava.security.policy==" + file};
  }
}
