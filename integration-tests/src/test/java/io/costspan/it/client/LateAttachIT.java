package io.costspan.it.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.Finished;
import io.costspan.it.Jdk;
import io.costspan.it.Ledger;
import io.costspan.it.RunningJvm;
import io.costspan.it.Scratch;
import io.costspan.it.attach.AttachTool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The agent is attached by its command to an application that has made calls and makes calls: these
 * are undisturbed, and the next ones are in the ledger.
 */
class LateAttachIT {
  private static final int FIRST_TO_WARN = 21;
  private static final int LINES_OF_WARNING = 4;

  /** Of {@link LateProgram#CASES}, in their order. */
  private static final List<String> RATINGS =
      List.of(
          "rated - 0.000021",
          "rated - 0.000021",
          "rated - 0.000021",
          "free failed 0",
          "unrated aborted -",
          "rated - 0.000021",
          "rated - 0.000021",
          "rated - 0.16665",
          "free not_sent 0");

  @AutoClose private final Servers servers = new Servers();
  private final Path ledger = Scratch.folder("ledger").resolve("ledger.jsonl");

  LateAttachIT() throws IOException {}

  static Stream<Arguments> subjects() {
    return Jdk.all().stream()
        .flatMap(
            jdk ->
                Stream.of(Library.OKHTTP5, Library.APACHE5, Library.JDK_SYNC)
                    .map(library -> Arguments.of(jdk, library)));
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void attach_callsUnderWay_areUndisturbedAndTheNextOnesAreRated(Jdk jdk, Library library) {
    Run plain = run(jdk, library, false);
    Run attached = run(jdk, library, true);

    assertThat(attached.application()).isEqualTo(plain.application());
    assertThat(attached.server()).isEqualTo(plain.server());
    assertThat(attached.errors())
        .filteredOn(line -> !plain.errors().contains(line))
        .hasSize(jdk.feature() < FIRST_TO_WARN ? 0 : LINES_OF_WARNING)
        .allMatch(line -> line.startsWith("WARNING: "));
    assertThat(Ledger.read(ledger).columns("rating", "reason", "amount"))
        .containsExactlyElementsOf(RATINGS);
  }

  @ParameterizedTest
  @Tag("transparency")
  @Tag("long")
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"OKHTTP5", "APACHE5", "JDK_SYNC"})
  void attach_toAnyOtherClient_isTheSame(Library library) {
    attach_callsUnderWay_areUndisturbedAndTheNextOnesAreRated(Jdk.running(), library);
  }

  private Run run(Jdk jdk, Library library, boolean attaching) {
    ChildJvm child =
        ChildJvm.on(jdk)
            .classPath(
                Build.testClasses(), Build.existing("integration-tests/apps/target/classes"));
    try (RunningJvm app = library.start(child, LateProgram.class, servers.address())) {
      app.awaitStdout(LateProgram.READY);
      if (attaching) {
        attach(jdk, app);
      }
      app.type("");
      return Run.of(app.await(), servers);
    }
  }

  private void attach(Jdk jdk, RunningJvm app) {
    String options =
        "estimate=false,telemetry=none,receipt=false,ledger="
            + ledger
            + ",endpoints="
            + servers.endpoints();
    Finished command = AttachTool.run(jdk, app.pid(), options);

    assertThat(command.transcript())
        .containsPattern("ok +agent +version \\S+ watches AI calls\n")
        .containsPattern("ok +clients +\\S");
  }
}
