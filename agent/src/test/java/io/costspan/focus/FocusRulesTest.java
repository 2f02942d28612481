package io.costspan.focus;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.focus.FocusRules.Rule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What we write against the rules of FOCUS 1.2, which are in {@link FocusRules}. */
class FocusRulesTest {
  private static final Exported DAYS = Exported.of(Samples.CONTRACT, false, Samples.calls());
  private static final Exported EACH = Exported.of(Samples.CONTRACT, true, Samples.calls());

  static Stream<Rule> rules() {
    return FocusRules.all().stream();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void rowsOfDays_keepTheRule(Rule rule) {
    assertThat(rule.holds().test(DAYS.rows())).isTrue();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void rowsOfCalls_keepTheRule(Rule rule) {
    assertThat(rule.holds().test(EACH.rows())).isTrue();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void brokenRow_breaksTheRule(Rule rule) {
    assertThat(rule.holds().test(rule.broken(DAYS.rows()))).isFalse();
  }

  @Test
  void mandatoryColumns_areThere() {
    assertThat(DAYS.columns()).containsAll(FocusRules.MANDATORY);
    assertThat(EACH.columns()).containsAll(DAYS.columns());
  }

  @Test
  void columnsOfTheSpecification_areInAlphabeticalOrder() {
    List<String> own = DAYS.columns().stream().filter(name -> !name.startsWith("x_")).toList();

    assertThat(own).isSorted().doesNotHaveDuplicates();
  }
}
