package io.costspan.page;

import static io.costspan.pipeline.CallFixture.call;
import static io.costspan.pipeline.CallFixture.chat;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.pipeline.CallFixture;
import io.costspan.pipeline.FixedRequest;
import io.costspan.pipeline.RatedCall;
import io.costspan.receipt.Sums;
import io.costspan.usage.Reasons;
import io.costspan.usage.UsageMeter;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SpendingTest {
  private static final String CALLER = "com.acme.Shop.answer";

  @Test
  void total_isThatOfTheReceipt() {
    SpendingFixture page = new SpendingFixture().add(chat()).add(chat().madeBy(CALLER));

    assertThat(plain(page.snapshot().total().sums())).containsOnly(usd("0.012"));
    assertThat(page.receipt().render()).containsPattern("total +2 +0.012 USD");
  }

  @Test
  void groups_eachKind_addUpToTheTotal() {
    Snapshot shown =
        new SpendingFixture()
            .add(chat().owned("team", "search").madeBy(CALLER))
            .add(call("anthropic", "chat", "claude-opus-4-1").stated("0.5", "USD"))
            .add(call("openai", "embeddings", "ada").stated("0.25", "USD").owned("team", "shop"))
            .snapshot();

    assertThat(
            Stream.of(
                shown.models(), shown.operations(), shown.callers(), shown.owners().get("team")))
        .allSatisfy(groups -> assertThat(plain(sum(groups).amounts())).containsOnly(usd("0.756")))
        .allSatisfy(groups -> assertThat(sum(groups).calls()).isEqualTo(3));
    assertThat(shown.models())
        .extracting(Group::name)
        .containsExactly("claude-opus-4-1", "ada", "gpt-4o");
    assertThat(shown.owners().get("team"))
        .extracting(Group::name)
        .containsExactly("", "shop", "search");
    assertThat(shown.callers()).extracting(Group::name).containsExactly("", CALLER);
  }

  @Test
  void since_callThatBeganBeforeThePage_isItsBegin() {
    SpendingFixture page = new SpendingFixture();
    assertThat(page.snapshot().since()).isEqualTo(SpendingFixture.START);

    page.add(chat());

    assertThat(page.snapshot().since()).isEqualTo(CallFixture.START);
  }

  @Test
  void models_blockedCall_isOfNoKnownModel() {
    Snapshot shown = new SpendingFixture().add(call("openai", "chat", null).blocked()).snapshot();

    assertThat(shown.models()).extracting(Group::name).containsExactly("");
  }

  @Test
  void groups_twoCurrencies_areNeverAdded() {
    Snapshot shown = new SpendingFixture().add(chat()).add(chat().in("EUR")).snapshot();

    assertThat(plain(shown.models().get(0).sums().amounts()))
        .containsOnly(usd("0.006"), Map.entry("EUR", "0.006"));
    assertThat(shown.total().sums()).hasSize(2);
  }

  @Test
  void total_withRates_isOne() {
    Snapshot shown =
        new SpendingFixture("EUR:USD=1.25")
            .add(call("a", "chat", "m").stated("2", "USD"))
            .add(call("b", "chat", "m").stated("4", "EUR"))
            .snapshot();

    assertThat(shown.total().sums().get("USD")).isEqualByComparingTo("7");
    assertThat(shown.total().note()).contains("total by rates EUR:USD=1.25");
    assertThat(shown.all().amounts()).hasSize(2);
  }

  @Test
  void callers_moreThanThereIsRoomFor_areOther() {
    SpendingFixture page = new SpendingFixture();
    for (int i = 0; i < 300; i++) {
      page.add(chat().madeBy("com.acme.Shop.method" + i).owned("team", "team" + i));
    }
    Snapshot shown = page.snapshot();

    assertThat(shown.callers()).hasSize(101);
    assertThat(shown.owners().get("team")).hasSize(101);
    assertThat(shown.callers().get(0).name()).isEqualTo("other");
    assertThat(shown.callers().get(0).sums().calls()).isEqualTo(200);
  }

  @Test
  void calls_moreThanFifty_areTheLatest() {
    SpendingFixture page = new SpendingFixture();
    for (int i = 1; i <= 60; i++) {
      page.add(chat());
    }

    assertThat(page.snapshot().calls()).hasSize(50);
    assertThat(page.snapshot().calls().get(0).number()).isEqualTo(60);
  }

  @Test
  void calls_withHugeNames_doNotFillTheMemory() {
    SpendingFixture page = new SpendingFixture();
    for (int i = 0; i < 60; i++) {
      page.add(chat().responding("x".repeat(100_000)));
    }

    assertThat(page.snapshot().calls()).hasSize(10);
    assertThat(page.html()).hasSizeLessThan(100_000);
  }

  @Test
  void calls_ofARequest_doNotKeepIt() {
    RatedCall call = chat().build();
    RatedCall ofRequest = call.of(new FixedRequest(Map.of()), null);

    assertThat(new SpendingFixture().add(ofRequest).snapshot().calls().get(0).call().request())
        .isNull();
  }

  @Test
  void gaps_haveReasonAndFix() {
    SpendingFixture page =
        new SpendingFixture()
            .add(call("openai", "chat", "gpt-99").unrated(Reasons.UNKNOWN_MODEL))
            .add(chat().partial(Reasons.NO_RATE + ".tool_calls"))
            .add(chat().free(Reasons.FAILED));

    assertThat(page.snapshot().gaps())
        .extracting(gap -> gap.of().model() + " " + gap.verdict())
        .containsExactly("gpt-99 unrated: unknown_model", "gpt-4o partial: no_rate.tool_calls");
    assertThat(page.html())
        .contains("1 call of gpt-99 (openai chat)", "Write a rate card for the model");
  }

  @Test
  void prices_ofManyCalls_areListedOnce() {
    Snapshot shown =
        new SpendingFixture().add(chat()).add(chat()).add(chat().stated("1", "USD")).snapshot();

    assertThat(shown.prices())
        .extracting(price -> price.id() + " " + price.meter() + " " + price.rate())
        .containsExactly("openai/gpt-4o input_tokens 2.50", "openai/gpt-4o output_tokens 10.00");
  }

  @Test
  void prices_invented_areLimited() {
    SpendingFixture page = new SpendingFixture();
    for (int i = 0; i < 300; i++) {
      page.add(call("openai", "chat", "m" + i).charged(UsageMeter.INPUT_TOKENS, "1", "1"));
    }

    assertThat(page.snapshot().prices()).hasSize(100);
  }

  private static Sums sum(List<Group> groups) {
    Sums all = new Sums();
    groups.forEach(group -> all.add(group.sums()));
    return all;
  }

  private static Map<String, String> plain(Map<String, BigDecimal> amounts) {
    Map<String, String> plain = new TreeMap<>();
    amounts.forEach((currency, sum) -> plain.put(currency, Markup.plain(sum)));
    return plain;
  }

  private static Map.Entry<String, String> usd(String amount) {
    return Map.entry("USD", amount);
  }
}
