package io.costspan;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Each statement of the threat model has a test with that statement as its display name: {@code
 * security: No port is opened ...}.
 */
class SecurityPageTest {
  private static final Pattern POINT = Pattern.compile("(?m)^- (.*(?:\\n  .*)*)$");
  private static final Pattern NAME =
      Pattern.compile("@DisplayName\\(\\s*((?:\"[^\"]*\"[\\s+]*)+)\\)");
  private static final String PREFIX = "security: ";

  @Test
  void eachStatement_hasATestOfItsName() throws IOException {
    assertThat(named()).isEqualTo(points()).hasSizeGreaterThan(25);
  }

  private static SortedSet<String> points() throws IOException {
    return POINT
        .matcher(Files.readString(Path.of("../docs/security.md")))
        .results()
        .map(point -> point.group(1).replaceAll("\\s+", " "))
        .collect(toCollection(TreeSet::new));
  }

  private static SortedSet<String> named() throws IOException {
    SortedSet<String> named = new TreeSet<>();
    for (Path folder : List.of(Path.of("src/test/java"), Path.of("../integration-tests/src"))) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
          NAME.matcher(Files.readString(file))
              .results()
              .map(name -> name.group(1).replaceAll("\"\\s*\\+\\s*\"", "").strip())
              .map(name -> name.substring(1, name.length() - 1))
              .filter(name -> name.startsWith(PREFIX))
              .forEach(name -> named.add(name.substring(PREFIX.length())));
        }
      }
    }
    return named;
  }
}
