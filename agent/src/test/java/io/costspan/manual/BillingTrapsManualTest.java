package io.costspan.manual;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.manual.BillingTraps.Group;
import io.costspan.manual.BillingTraps.Trap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BillingTrapsManualTest {
  private static final Pattern NAME =
      Pattern.compile("@DisplayName\\(\\s*\"trap \\d+(?:, trap \\d+)*[:,]");
  private static final Pattern NUMBER = Pattern.compile("trap (\\d+)");

  private static final String HEAD =
      """
      # Billing traps

      A naive reading of what AI APIs send gives wrong costs: counts include each other, streams repeat
      them, and jobs report them twice. This page lists the traps found in recorded traffic and in the
      manuals of providers, and what Costspan does about each of them. Each trap has tests, which can be
      found by its number: `grep -rn '"trap 28' agent/src/test integration-tests/src`. A test writes this
      page; see [CONTRIBUTING](../CONTRIBUTING.md#pages-that-tests-write).
      """;

  @Test
  void page_saysWhatEachTrapIs() {
    Manual.check(
        "billing-traps.md",
        HEAD
            + BillingTraps.GROUPS.stream().map(BillingTrapsManualTest::section).collect(joining()));
  }

  @Test
  void numbers_areUsedOnceAndWithoutGaps() {
    assertThat(numbers()).containsExactlyElementsOf(firstNumbers(numbers().size()));
  }

  @Test
  void eachTrap_hasATest() throws IOException {
    Set<Integer> tested = new TreeSet<>(testedIn(Path.of("src/test/java")));
    tested.addAll(testedIn(Path.of("../integration-tests/src")));

    assertThat(tested).containsExactlyElementsOf(numbers());
  }

  private static String section(Group group) {
    return "\n## %s\n\n".formatted(group.title())
        + Manual.row("no.", "trap", "what Costspan does")
        + Manual.row("---", "---", "---")
        + group.traps().stream().map(BillingTrapsManualTest::row).collect(joining());
  }

  private static String row(Trap trap) {
    return Manual.row(String.valueOf(trap.number()), trap.trap(), trap.escape());
  }

  private static List<Integer> numbers() {
    return BillingTraps.GROUPS.stream()
        .flatMap(group -> group.traps().stream().map(Trap::number))
        .sorted()
        .toList();
  }

  private static List<Integer> firstNumbers(int count) {
    return IntStream.rangeClosed(1, count).boxed().toList();
  }

  private static List<Integer> testedIn(Path folder) throws IOException {
    List<Integer> tested = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        NAME.matcher(Files.readString(file))
            .results()
            .flatMap(name -> NUMBER.matcher(name.group()).results())
            .map(number -> Integer.valueOf(number.group(1)))
            .forEach(tested::add);
      }
    }
    return tested;
  }
}
