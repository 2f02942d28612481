package io.costspan.reading;

import static io.costspan.usage.UsageMeter.INPUT_TOKENS;
import static io.costspan.usage.UsageMeter.OUTPUT_TOKENS;
import static java.util.function.Predicate.not;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.cells.Cell;
import io.costspan.cells.CellSink;
import io.costspan.cells.Merge;
import io.costspan.provider.ProviderFacts;
import io.costspan.usage.End;
import io.costspan.usage.UsageMeter;
import io.costspan.verdict.EndedCall;
import io.costspan.verdict.EndedCall.Found;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * No bundled reader that bills input and output takes half a usage for a whole one, whatever else
 * the reply tells.
 */
class BundledHalvesTest {
  private static final BigDecimal COUNT = BigDecimal.valueOf(1000);

  /** Embeddings have no output; Ollama does not count what is in its cache of the prompt. */
  private static final List<String> ONE_HALF = List.of("embeddings", "embed", "native", "ollama");

  @TestFactory
  Stream<DynamicTest> half_ofAUsage_isNoWhole() {
    return both().stream()
        .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> check(entry.getValue())));
  }

  @Test
  void readersThatBillBoth_needBoth() {
    assertThat(both()).hasSizeGreaterThan(100);
    assertThat(both())
        .filteredOn(entry -> !needsBoth(entry.getValue()))
        .extracting(entry -> entry.getKey().substring(entry.getKey().indexOf('/') + 1))
        .isSubsetOf(ONE_HALF);
  }

  private static boolean needsBoth(UsageRules rules) {
    return rules.together().containsAll(List.of(INPUT_TOKENS, OUTPUT_TOKENS));
  }

  /** The readers of which some quantity is input and some output. */
  private static List<Map.Entry<String, UsageRules>> both() {
    List<Map.Entry<String, UsageRules>> both = new ArrayList<>();
    ProviderFacts.readers()
        .forEach(
            (name, reader) -> {
              UsageRules rules = new UsageRules(reader, true);
              Set<UsageMeter> meters = EnumSet.noneOf(UsageMeter.class);
              own(rules).forEach(quantity -> meters.add(quantity.meter()));
              if (meters.containsAll(List.of(INPUT_TOKENS, OUTPUT_TOKENS))) {
                both.add(Map.entry(name, rules));
              }
            });
    return both;
  }

  private static Stream<QuantityRule> own(UsageRules rules) {
    return rules.quantities().stream()
        .flatMap(rule -> rule.measures().stream())
        .filter(QuantityRule::isOfCalledModel);
  }

  private static void check(UsageRules rules) {
    if (!needsBoth(rules)) {
      return;
    }
    Set<Integer> input = feeding(rules, INPUT_TOKENS);
    Set<Integer> output = feeding(rules, OUTPUT_TOKENS);
    assertThat(input).as("places of the input").isNotEmpty();
    assertThat(output).as("places of the output").isNotEmpty();
    Predicate<Integer> all = cell -> true;
    assertThat(found(rules, all, input, output)).as("with all").isNotEqualTo(Found.PART);
    for (Set<Integer> half : List.of(input, output)) {
      Predicate<Integer> without = not(half::contains);
      assertThat(found(rules, without, input, output))
          .as("without %s", half == input ? INPUT_TOKENS : OUTPUT_TOKENS)
          .isNotEqualTo(Found.WHOLE);
    }
  }

  /** The cells of the reply of which each alone tells a count of that meter. */
  private static Set<Integer> feeding(UsageRules rules, UsageMeter meter) {
    return numbers(rules)
        .filter(cell -> tells(rules, meter, cells(rules, cell::equals, Set.of())))
        .collect(toSet());
  }

  private static boolean tells(UsageRules rules, UsageMeter meter, @Nullable Object[] cells) {
    Whole whole = rules.whole();
    return whole == null
        ? own(rules).anyMatch(rule -> rule.meter() == meter && rule.count().isTold(cells))
        : whole.sides().stream()
            .anyMatch(side -> side.meter() == meter && side.count(cells) != null);
  }

  /** What is told by a reply of those numbers; it has no total. */
  private static Found found(
      UsageRules rules, Predicate<Integer> told, Set<Integer> input, Set<Integer> output) {
    Set<Integer> counts = new HashSet<>(input);
    counts.addAll(output);
    Set<Integer> totals = rules.whole() == null ? Set.of() : feedingTotal(rules);
    Predicate<Integer> there = cell -> told.test(cell) && !totals.contains(cell);
    @Nullable Object[] cells = cells(rules, there, counts);
    CellSink response = new CellSink(rules.places().response, cells);
    return new RuleCall(
            rules,
            "p",
            rules.together(),
            cells,
            response,
            new RuleCall.How(End.COMPLETE, false, 200),
            EndedCall.Job.NONE,
            new Jobs((start, usage) -> {}))
        .told();
  }

  private static Set<Integer> feedingTotal(UsageRules rules) {
    Field total = rules.whole().total();
    return total == null
        ? Set.of()
        : numbers(rules)
            .filter(cell -> total.value(cells(rules, cell::equals, Set.of())) != null)
            .collect(toSet());
  }

  private static Stream<Integer> numbers(UsageRules rules) {
    Set<Merge> merges = EnumSet.of(Merge.LAST, Merge.MAX, Merge.SUM, Merge.COUNT);
    return Stream.concat(
            rules.places().response.cells().stream()
                .filter(cell -> merges.contains(cell.merge()))
                .map(Cell::index),
            rules.places().headers.stream().map(Places.Named::cell))
        .distinct();
  }

  private static @Nullable Object[] cells(
      UsageRules rules, Predicate<Integer> told, Set<Integer> counts) {
    @Nullable Object[] cells = new Object[rules.places().cells()];
    numbers(rules)
        .filter(told)
        .forEach(cell -> cells[cell] = counts.contains(cell) ? COUNT : BigDecimal.ONE);
    return cells;
  }
}
