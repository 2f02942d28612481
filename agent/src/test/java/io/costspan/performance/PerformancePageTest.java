package io.costspan.performance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PerformancePageTest {
  private static final String BELOW_TEN =
      "{'id': 'start', 'title': 'start', 'figure': 'f', 'of': 'C-E', 'unit': 'ms',"
          + " 'limit': {'is': '<', 'number': 10}}";

  @Test
  void budget_mediansOfBothRunsBelowIt_isMet() {
    assertThat(page(BELOW_TEN, "{}", run("{'f': {'E': [1, 2, 30], 'C': [9, 11, 90]}}"), run(9)))
        .contains("| start | < 10 ms | 9 (8.5 to 34.5) | 9 (9 to 9) | yes |")
        .doesNotContain("not met");
  }

  @Test
  void budget_missedInOneRun_isNotMet() {
    assertThat(page(BELOW_TEN, "{'start': 'Byte Buddy.'}", run(9), run(10)))
        .contains("| 9 (9 to 9) | **10 (10 to 10)** | **no** |")
        .contains("Why `start` is not met: Byte Buddy.");
  }

  @Test
  void budget_missedWithoutReason_saysThatThereIsNone() {
    assertThat(page(BELOW_TEN, "{}", run(11), run(9)))
        .contains("Why `start` is not met: No reason given yet.");
  }

  @Test
  void budget_notMeasuredInOneRun_isNotMet() {
    assertThat(page(BELOW_TEN, "{}", run(9), run("{}")))
        .contains("| not measured | not measured |")
        .contains("Why `start` is not met: No reason given yet.");
  }

  @Test
  void head_withoutTwoRunsThatProve_saysSo() {
    assertThat(page(BELOW_TEN, "{}", run(9), json("{}"))).contains("no budget counts as met");
    assertThat(page(BELOW_TEN, "{}", run(9), run(9))).doesNotContain("no budget counts as met");
  }

  @Test
  void budget_inARunOfFewPairs_isNotMet() {
    JsonNode quick = json("{'pairs': 9, 'samples': {'17': {'f': {'E': [0], 'C': [1]}}}}");

    assertThat(page(BELOW_TEN, "{}", run(9), quick)).contains("| 1 (1 to 1) | not proved |");
  }

  @Test
  void budget_inARunWithAShareOfTheCalls_isNotMet() {
    JsonNode quick =
        json("{'pairs': 10, 'share': 0.1, 'samples': {'17': {'f': {'E': [0], 'C': [1]}}}}");

    assertThat(page(BELOW_TEN, "{}", run(9), quick)).contains("| 1 (1 to 1) | not proved |");
  }

  @Test
  void budget_inARunThatFailed_isNotMet() {
    JsonNode failed =
        json(
            "{'pairs': 10, 'failures': ['calls on Java 17: no answer'],"
                + " 'samples': {'17': {'f': {'E': [0], 'C': [1]}}}}");

    assertThat(page(BELOW_TEN, "{}", run(9), failed))
        .contains("Run 2 failed: calls on Java 17: no answer")
        .contains("| 1 (1 to 1) | not proved |");
  }

  @Test
  void budget_withoutRuns_isNotMet() {
    assertThat(page(BELOW_TEN, "{}")).contains("| start | < 10 ms | not measured |");
  }

  @Test
  void budget_comparedWithAnotherVariant_dependsOnIt() {
    String half =
        "{'id': 'x', 'title': 'x', 'figure': 'f', 'of': 'C-A',"
            + " 'limit': {'is': '<=', 'number': 0.5, 'of': 'B-A'}, 'anchor': 'B-A'}";

    assertThat(page(half, "{}", run("{'f': {'A': [1], 'B': [5], 'C': [3]}}")))
        .contains("| x | <= 0.5 x B-A | 2 (2 to 2); B-A 4 | yes |");
    assertThat(page(half, "{}", run("{'f': {'A': [1], 'B': [5], 'C': [3.1]}}"))).contains("**no**");
    assertThat(page(half, "{}", run("{'f': {'A': [1], 'C': [3]}}"))).contains("not measured");
  }

  @Test
  void budget_ofTheWorstValue_isMissedByOne() {
    String none =
        "{'id': 'x', 'title': 'x', 'figure': 'f', 'worst': true,"
            + " 'limit': {'is': '=', 'number': 0}}";

    assertThat(page(none, "{}", run("{'f': {'C': [0, 0, 0]}}"))).contains("| yes |");
    assertThat(page(none, "{}", run("{'f': {'C': [0, 1, 0]}}"))).contains("| **no** |");
  }

  @Test
  void budget_sinceALaterJdk_isNotAskedOfOlderOnes() {
    String later = "{'id': 'x', 'title': 'x', 'figure': 'f', 'since': 21, 'limit': {'number': 1}}";

    assertThat(page(later, "{}", run("{'f': {'C': [5]}}"))).contains("| x | < 1 |  | not measured");
  }

  @Test
  void case_standsInTitleAndFigure() {
    String each =
        "{'id': 'x', 'title': 'calls, {}', 'figure': '{}.f', 'each': {'a': 'Apache'},"
            + " 'limit': {'number': 1}}";

    assertThat(page(each, "{}", run("{'a.f': {'C': [0.5]}}")))
        .contains("| calls, Apache | < 1 | 0.5 (0.5 to 0.5) | yes |");
  }

  @Test
  void summary_hasTheWorstMedian_andCountsWhatIsMet() {
    String headline = BELOW_TEN.replaceFirst("\\{", "{'headline': '{} ms at start', ");

    assertThat(new PerformancePage(of(headline, "{}", run(9), run(11))).summary())
        .isEqualTo(
            "- [Performance](docs/performance.md): at most 11 ms at start by the median; 0 of 1 budgets"
                + " are met on Java 17 and 25, and the page says why not the others\n");
    assertThat(new PerformancePage(of(BELOW_TEN, "{}", run(9))).summary())
        .isEqualTo(
            "- [Performance](docs/performance.md): 1 of 1 budgets are met on Java 17 and 25\n");
  }

  @Test
  void summary_ofTooFewPairs_claimsNothing() {
    assertThat(new PerformancePage(of(BELOW_TEN, "{}", json("{'pairs': 9}"))).summary())
        .endsWith("not measured in full yet\n");
  }

  private static String page(String budget, String reasons, JsonNode... runs) {
    return new PerformancePage(of(budget, reasons, runs)).render();
  }

  private static Performance of(String budget, String reasons, JsonNode... runs) {
    String budgets =
        "{'jdks': ['17'], 'sections': [{'title': 'T', 'rows': 'r', 'text': 'How.', 'budgets': ["
            + budget
            + "]}]}";
    return new Performance(json(budgets), json(reasons), Arrays.asList(runs));
  }

  private static JsonNode run(int millisOfOurs) {
    return run("{'f': {'E': [0], 'C': [" + millisOfOurs + "]}}");
  }

  private static JsonNode run(String samples) {
    return json("{'pairs': 10, 'samples': {'17': " + samples + "}}");
  }

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
