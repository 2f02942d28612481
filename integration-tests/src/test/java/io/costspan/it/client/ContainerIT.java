package io.costspan.it.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.Jdk;
import io.costspan.it.Ledger;
import io.costspan.it.Scratch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Applications that come and go while their JVM runs on. */
@Tag("bad-day")
class ContainerIT {
  /** These leave threads behind that hold an application, without the agent, too. */
  private static final Set<Library> UNFIT =
      EnumSet.of(Library.REACTOR_NETTY, Library.AWS_NETTY, Library.VERTX_CLIENT);

  static Stream<Arguments> inTurns() {
    return Library.inTurns().filter(ContainerIT::isFit);
  }

  static Stream<Arguments> inOtherTurns() {
    return Library.inOtherTurns().filter(ContainerIT::isFit);
  }

  private static boolean isFit(Arguments jdkAndLibrary) {
    return !UNFIT.contains((Library) jdkAndLibrary.get()[1]);
  }

  @Tag("transparency")
  @Tag("long")
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("inOtherTurns")
  void application_stoppedOnAnotherJdk_isCollected(Jdk jdk, Library library) throws IOException {
    application_stopped_isCollected(jdk, library);
  }

  @ParameterizedTest
  @MethodSource("inTurns")
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
