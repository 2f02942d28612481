package io.costspan.report;

import static io.costspan.pipeline.CallFixture.call;
import static io.costspan.pipeline.CallFixture.chat;
import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.costspan.history.Key;
import io.costspan.history.PastCall;
import io.costspan.history.Place;
import io.costspan.history.Selection;
import io.costspan.pipeline.CallFixture;
import io.costspan.rating.ExchangeRates;
import io.costspan.rating.Rating.Status;
import io.costspan.usage.Reasons;
import io.costspan.usage.UsageMeter;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReportTest {
  private static final ExchangeRates RATES = ExchangeRates.of("EUR:USD=1.1");

  @Test
  void groups_largestAmountFirst_addUpExactly() {
    Report report = report("model");
    add(report, chat(), chat(), priced("tiny", "0.000000000000000001"), priced("big", "1"));

    assertThat(told(report.groups(Order.USUAL)))
        .containsExactly(
            "[big] 1 {USD=1}", "[gpt-4o] 2 {USD=0.012}", "[tiny] 1 {USD=0.000000000000000001}");
    assertThat(amounts(report)).isEqualTo(Map.of("USD", "1.012000000000000001"));
  }

  @Test
  void groups_orders_areByNameAndByCalls() {
    Report report = report("model");
    add(report, chat(), chat(), priced("big", "1"));

    assertThat(told(report.groups(Order.of("calls", report.by()))))
        .first()
        .asString()
        .contains("gpt");
    assertThat(told(report.groups(Order.of("model", report.by()))))
        .first()
        .asString()
        .contains("big");
    assertThatThrownBy(() -> Order.of("provider", report.by()))
        .hasMessageContaining("\"provider\" is neither amount nor calls");
  }

  @Test
  void groups_meter_splitAmountsAndAddUpToTheLedgers() {
    Report report = report("meter");
    add(report, chat(), chat().stated("0.5", "USD"), chat().unrated(Reasons.UNKNOWN_MODEL));

    assertThat(told(report.groups(Order.USUAL)))
        .containsExactly(
            "[-] 1 {USD=0.5}", "[input_tokens] 3 {USD=0.003}", "[output_tokens] 3 {USD=0.003}");
    assertThat(amounts(report)).isEqualTo(Map.of("USD", "0.506"));
    assertThat(report.groups(Order.USUAL).get(1).sums().quantities())
        .isEqualTo(Map.of(UsageMeter.INPUT_TOKENS, new BigDecimal("3600")));
  }

  @Test
  void total_selectedMeter_isOnlyThatPartOfCalls() {
    Selection selection = Selection.of(null, null, List.of("meter=output_tokens"), UTC);
    Report report = new Report(List.of(), selection, ExchangeRates.NONE);
    add(report, chat(), chat().stated("0.5", "USD"));

    assertThat(report.total().calls()).isEqualTo(2);
    assertThat(amounts(report)).isEqualTo(Map.of("USD", "0.003"));
  }

  @Test
  void money_severalCurrencies_isOneTotalOnlyByRates() {
    Report without = report("model");
    Report with = new Report(List.of(), Selection.ALL, RATES);
    for (Report report : List.of(without, with)) {
      add(report, chat(), chat().in("EUR"));
    }

    assertThat(without.money().sums()).hasSize(2);
    assertThat(without.worth().share(Map.of("USD", BigDecimal.ONE), without.total().amounts()))
        .isNull();
    assertThat(with.money().sums()).containsOnlyKeys("USD");
    assertThat(with.money().sums().get("USD")).isEqualByComparingTo("0.0126");
  }

  @Test
  void gaps_nameEachReasonWithItsCallsAndModels() {
    Report report = report("model");
    add(
        report,
        chat(),
        chat().unrated(Reasons.UNKNOWN_MODEL),
        call("acme", "chat", "m1").unrated(Reasons.UNKNOWN_MODEL),
        call("acme", "chat", "m1").unrated(Reasons.UNKNOWN_MODEL),
        chat().partial("no_rate.images"),
        chat().blocked(),
        chat().free(Reasons.FAILED),
        chat().estimated());

    assertThat(report.gaps())
        .extracting(gap -> gap.rating() + " " + gap.reason() + " " + gap.sums().calls())
        .containsExactly(
            "blocked budget 1",
            "estimated price 1",
            "partial no_rate.images 1",
            "unrated unknown_model 3");
    assertThat(report.gaps().get(3).models()).containsExactly("m1", "gpt-4o");
    assertThat(Wording.notKnown(report.total()))
        .isEqualTo("3 unrated, 1 partial, 1 blocked, 1 estimated");
  }

  @Test
  void top_addsUpAllOthers() {
    Report report = report("model");
    add(report, priced("a", "3"), priced("b", "2"), priced("c", "1").in("EUR"), priced("d", "0.5"));

    assertThat(told(report.top(2, Order.USUAL)))
        .containsExactly("[a] 1 {USD=3}", "[b] 1 {USD=2}", "[other] 2 {EUR=1, USD=0.5}");
  }

  @Test
  void groups_moreThanTheLimit_areOneAndSaid() {
    Report report = report("conversation");
    for (int i = 0; i < Report.MOST_GROUPS + 5; i++) {
      add(report, chat().inConversation("c" + i));
    }

    assertThat(report.groups(Order.USUAL)).hasSize(Report.MOST_GROUPS + 1);
    assertThat(told(report.groups(Order.of("calls", report.by()))))
        .first()
        .isEqualTo("[other] 5 {USD=0.03}");
    assertThat(Wording.notes(report)).anyMatch(note -> note.contains("more than 20000 groups"));
    assertThat(report.total().calls(Status.RATED)).isEqualTo(Report.MOST_GROUPS + 5);
  }

  private static Report report(String... by) {
    return new Report(
        Stream.of(by).map(name -> Key.of(name, UTC)).toList(), Selection.ALL, ExchangeRates.NONE);
  }

  private static CallFixture priced(String model, String amount) {
    String rate = new BigDecimal(amount).movePointRight(6).toPlainString();
    return call("acme", "chat", model).charged(UsageMeter.REQUESTS, "1", rate);
  }

  private static void add(Report report, CallFixture... calls) {
    for (CallFixture its : calls) {
      report.accept(new PastCall(its.build(), "shop", null, null, new Place("ai.jsonl", 1)));
    }
  }

  private static List<String> told(List<Group> groups) {
    return groups.stream()
        .map(
            group ->
                group.names() + " " + group.sums().calls() + " " + plain(group.sums().amounts()))
        .toList();
  }

  private static Map<String, String> amounts(Report report) {
    return plain(report.total().amounts());
  }

  private static Map<String, String> plain(Map<String, BigDecimal> amounts) {
    Map<String, String> plain = new java.util.TreeMap<>();
    amounts.forEach(
        (currency, sum) -> plain.put(currency, sum.stripTrailingZeros().toPlainString()));
    return plain;
  }
}
