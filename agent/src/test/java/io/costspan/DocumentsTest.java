package io.costspan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The hand-written documents against the rendered ones and the files that they name. */
class DocumentsTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Path OPTIONS = ROOT.resolve("docs/configuration.md");
  private static final Path SIGNALS = ROOT.resolve("docs/telemetry.md");

  private static final Pattern OWN_NAME =
      Pattern.compile("(?<![.\\w])costspan\\.[a-z][a-z_.]*[a-z]");
  private static final Pattern VARIABLE = Pattern.compile("\\bCOSTSPAN_[A-Z_]*[A-Z]");

  /** Users invent the rest. */
  private static final String OF_BUDGETS = "COSTSPAN_BUDGET_";

  private static final Pattern RENDERED = Pattern.compile("(?m)^\\| `([a-z_.]+)` ");
  private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(?:#[^)]*)?\\)");
  private static final Pattern SOURCE = Pattern.compile("`([\\w/]+/[\\w.]+\\.java)`");

  static Stream<Path> documents() throws IOException {
    try (Stream<Path> root = Files.list(ROOT);
        Stream<Path> manual = Files.list(ROOT.resolve("docs"))) {
      return Stream.concat(root, manual)
          .filter(file -> file.toString().endsWith(".md"))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("documents")
  void namesOfOurs_areOptionsOrSignals(Path document) {
    Set<String> known = new TreeSet<>(all(RENDERED, SIGNALS));
    all(RENDERED, OPTIONS).forEach(option -> known.add("costspan." + option));
    known.add("costspan.owner");

    assertThat(all(OWN_NAME, document)).isSubsetOf(known);
  }

  @ParameterizedTest
  @MethodSource("documents")
  void environmentVariables_areOptions(Path document) {
    List<String> known =
        all(RENDERED, OPTIONS).stream()
            .map(option -> "COSTSPAN_" + option.toUpperCase().replace('.', '_'))
            .toList();

    assertThat(all(VARIABLE, document))
        .filteredOn(name -> !name.startsWith(OF_BUDGETS))
        .isSubsetOf(known);
  }

  @ParameterizedTest
  @MethodSource("documents")
  void links_leadSomewhere(Path document) {
    assertThat(all(LINK, document))
        .allSatisfy(link -> assertThat(document.resolveSibling(link)).exists());
  }

  @ParameterizedTest
  @MethodSource("documents")
  void namedSources_exist(Path document) {
    assertThat(all(SOURCE, document))
        .allSatisfy(name -> assertThat(sources()).anyMatch(file -> file.endsWith("/" + name)));
  }

  private static List<String> sources() {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files.map(Path::toString).filter(file -> file.endsWith(".java")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> all(Pattern pattern, Path document) {
    return pattern.matcher(text(document)).results().map(DocumentsTest::last).distinct().toList();
  }

  private static String last(MatchResult match) {
    return match.group(match.groupCount());
  }

  private static String text(Path document) {
    try {
      return Files.readString(document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
