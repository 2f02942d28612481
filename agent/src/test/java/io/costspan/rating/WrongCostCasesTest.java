package io.costspan.rating;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The collection of wrong costs has 52 numbers; each is a test somewhere, {@code case07_...} or
 * with {@code case 7} in its name for people.
 */
class WrongCostCasesTest {
  private static final int CASES = 52;
  private static final Pattern CASE =
      Pattern.compile("void case(\\d+)_|@DisplayName\\(\\s*\"case (\\d+)\\b");

  @Test
  void everyCaseHasATest() throws IOException {
    Set<Integer> tested = new TreeSet<>();
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      for (Path file : files.filter(path -> path.toString().endsWith("Test.java")).toList()) {
        Matcher matcher = CASE.matcher(Files.readString(file));
        while (matcher.find()) {
          tested.add(
              Integer.valueOf(matcher.group(1) == null ? matcher.group(2) : matcher.group(1)));
        }
      }
    }
    assertThat(tested).containsAll(IntStream.rangeClosed(1, CASES).boxed().toList());
  }
}
