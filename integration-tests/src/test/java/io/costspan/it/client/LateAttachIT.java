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
import java.util.function.Consumer;
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
    assertUndisturbed(jdk, library);

    assertThat(ratings(ledger)).containsExactlyElementsOf(RATINGS);
  }

  /** Some clients make more calls of a case than others do. */
  @ParameterizedTest
  @Tag("transparency")
  @Tag("long")
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"OKHTTP5", "APACHE5", "JDK_SYNC"})
  void attach_toAnyOtherClient_ratesAsAnAgentFromTheStart(Library library) {
    assertUndisturbed(Jdk.running(), library);
    Path whole = Scratch.folder("ledger").resolve("whole.jsonl");
    run(child(Jdk.running()).agent(options(whole)), library, app -> {});

    List<String> late = ratings(ledger);
    assertThat(late).isNotEmpty();
    assertThat(ratings(whole))
        .hasSize(2 * late.size() + LateProgram.UNDER_WAY)
        .endsWith(late.toArray(String[]::new));
  }

  private void assertUndisturbed(Jdk jdk, Library library) {
    Run plain = run(child(jdk), library, app -> {});
    Run attached = run(child(jdk), library, app -> attach(jdk, app));

    assertThat(attached.application()).isEqualTo(plain.application());
    assertThat(attached.server()).isEqualTo(plain.server());
    assertThat(attached.errors())
        .filteredOn(line -> !plain.errors().contains(line))
        .hasSize(jdk.feature() < FIRST_TO_WARN ? 0 : LINES_OF_WARNING)
        .allMatch(line -> line.startsWith("WARNING: "));
  }

  private static List<String> ratings(Path ledger) {
    return Ledger.read(ledger).columns("rating", "reason", "amount");
  }

  private static ChildJvm child(Jdk jdk) {
    return ChildJvm.on(jdk)
        .classPath(Build.testClasses(), Build.existing("integration-tests/apps/target/classes"));
  }

  private Run run(ChildJvm child, Library library, Consumer<RunningJvm> meanwhile) {
    try (RunningJvm app = library.start(child, LateProgram.class, servers.address())) {
      app.awaitStdout(LateProgram.READY);
      meanwhile.accept(app);
      app.type("");
      return Run.of(app.await(), servers);
    }
  }

  private void attach(Jdk jdk, RunningJvm app) {
    Finished command = AttachTool.run(jdk, app.pid(), options(ledger));

    assertThat(command.transcript())
        .containsPattern("ok +agent +version \\S+ watches AI calls\n")
        .containsPattern("ok +clients +\\S");
  }

  private String options(Path ledger) {
    return "estimate=false,telemetry=none,receipt=false,ledger="
        + ledger
        + ",endpoints="
        + servers.endpoints();
  }
}
