package io.costspan;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The billing traps of AI APIs are numbered, 1 to 64. A test that shows how one is escaped says so
 * in its display name, {@code trap 17: ...}, and is found by it.
 */
class TrapsTest {
  private static final int TRAPS = 64;

  private static final Pattern NAME =
      Pattern.compile("@DisplayName\\(\\s*\"trap \\d+(?:, trap \\d+)*[:,]");
  private static final Pattern NUMBER = Pattern.compile("trap (\\d+)");

  @Test
  void eachTrap_hasATest() throws IOException {
    SortedSet<Integer> numbers =
        IntStream.rangeClosed(1, TRAPS).boxed().collect(toCollection(TreeSet::new));

    assertThat(named()).isEqualTo(numbers);
  }

  private static SortedSet<Integer> named() throws IOException {
    SortedSet<Integer> named = new TreeSet<>();
    for (Path folder : List.of(Path.of("src/test/java"), Path.of("../integration-tests/src"))) {
      if (Files.isDirectory(folder)) {
        named.addAll(namedIn(folder));
      }
    }
    return named;
  }

  private static SortedSet<Integer> namedIn(Path folder) throws IOException {
    SortedSet<Integer> named = new TreeSet<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        NAME.matcher(Files.readString(file))
            .results()
            .flatMap(name -> NUMBER.matcher(name.group()).results())
            .map(TrapsTest::number)
            .forEach(named::add);
      }
    }
    return named;
  }

  private static int number(MatchResult trap) {
    return Integer.parseInt(trap.group(1));
  }
}
