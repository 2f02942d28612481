package io.costspan.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FaultNotesTest {
  private static final Path SOURCES = Path.of("src/main/java");
  private static final Pattern COUNTED = Pattern.compile("Faults\\s*\\.count\\(\\s*([^,)]+)");

  static Stream<String> reasons() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream()
          .flatMap(FaultNotesTest::countedIn)
          .distinct()
          .sorted();
    }
  }

  @ParameterizedTest
  @MethodSource("reasons")
  void sentence_reasonThatIsCounted_isKnownAndFitsOnTheReceipt(String reason) {
    assertThat(FaultNotes.known()).contains(reason);
    assertThat(FaultNotes.sentence(reason, 1_000_000)).hasSizeLessThan(100).isPrintable();
  }

  @Test
  void known_reasons_areAllCountedSomewhere() throws IOException {
    Set<String> counted = reasons().collect(Collectors.toSet());
    counted.addAll(Set.of("uncaught", "unnamed"));

    assertThat(FaultNotes.known()).isEqualTo(counted);
  }

  @Test
  void of_lostLines_saysHowManyAndWhy() {
    assertThat(FaultNotes.of(Map.of("ledger_full", 12L, "call", 1L)))
        .containsExactly(
            "1 call was lost when it ended: the agent failed",
            "12 lines were left out of the ledger: its queue was full");
  }

  @Test
  void of_reasonWithoutSentence_saysSoInGeneral() {
    assertThat(FaultNotes.of(Map.of("gremlins", 2L)))
        .containsExactly("2 faults of the agent (gremlins): figures may be missing");
  }

  @Test
  void of_nothingThatCostsAFigure_isEmpty() {
    assertThat(FaultNotes.of(Map.of("ledger_full", 0L, "prices", 3L))).isEmpty();
  }

  /** A literal, or a constant of the same file. */
  private static Stream<String> countedIn(Path file) {
    String source = read(file);
    return COUNTED
        .matcher(source)
        .results()
        .map(match -> match.group(1).trim())
        .map(
            argument ->
                argument.startsWith("\"") ? unquoted(argument) : constant(argument, source));
  }

  private static String constant(String name, String source) {
    Matcher matcher = Pattern.compile("String " + name + " = (\"\\w+\");").matcher(source);
    return matcher.find() ? unquoted(matcher.group(1)) : fail("no constant reason: " + name);
  }

  private static String unquoted(String literal) {
    return literal.substring(1, literal.length() - 1);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
