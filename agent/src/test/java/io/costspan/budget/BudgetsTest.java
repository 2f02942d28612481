package io.costspan.budget;

import static io.costspan.pipeline.CallFixture.call;
import static io.costspan.pipeline.CallFixture.chat;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.config.Config;
import io.costspan.pipeline.Admission;
import io.costspan.pipeline.CallFixture;
import io.costspan.pipeline.LogicalRequest;
import io.costspan.pipeline.ManualClock;
import io.costspan.pipeline.Preview;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BudgetsTest {
  private final ManualClock clock = new ManualClock("2026-11-28T20:15:30Z");
  private final List<Admission> admissions = new ArrayList<>();
  private final Budgets budgets = new Budgets(clock, admissions::add, step -> {});

  @Test
  void accept_callsOfOneWindow_addUpExactly() {
    obey("budget.all=50 USD/day");

    spend("0.1", "0.2");

    assertThat(spent()).isEqualTo("0.3");
  }

  @Test
  void accept_nextDayInUtc_beginsAtNothing() {
    obey("budget.all=50 USD/day");
    spend("20");

    clock.set("2026-11-28T23:59:59.999Z");
    assertThat(spent()).isEqualTo("20");
    clock.set("2026-11-29T00:00:00Z");
    assertThat(spent()).isEqualTo("0");
  }

  @Test
  void accept_nextMonth_beginsAtNothing() {
    obey("budget.all=50 USD/month");
    spend("20");

    clock.set("2026-11-30T23:59:59Z");
    assertThat(spent()).isEqualTo("20");
    clock.set("2026-12-01T00:00:00Z");
    assertThat(spent()).isEqualTo("0");
  }

  @Test
  void accept_slidingWindow_losesWhatIsOlder() {
    obey("budget.all=50 USD/1h");
    spend("20");
    clock.pass(Duration.ofMinutes(30));
    spend("5");

    clock.pass(Duration.ofMinutes(29));
    assertThat(spent()).isEqualTo("25");
    clock.pass(Duration.ofMinutes(1));
    assertThat(spent()).isEqualTo("5");
    clock.pass(Duration.ofMinutes(30));
    assertThat(spent()).isEqualTo("0");
  }

  @Test
  void accept_manyThreads_addUpExactly() {
    obey("budget.all=50 USD/day");

    IntStream.range(0, 64_000).parallel().forEach(i -> spend("0.0001"));

    assertThat(spent()).isEqualTo("6.4");
  }

  @Test
  void accept_splitByOwner_countsForEachValue() {
    obey("budget.team=50 USD/day,budget.team.by=owner.team,owner.header=team:x-team");

    budgets.accept(cost("1").owned("team", "search").build());
    budgets.accept(cost("2").owned("team", "shop").build());
    budgets.accept(cost("4").build());

    assertThat(spentByValue())
        .containsExactlyInAnyOrderEntriesOf(Map.of("search", "1", "shop", "2", "", "4"));
  }

  @Test
  void accept_splitByOwnerWithoutItsName_takesTheOnlyOne() {
    obey("budget.team=50 USD/day,budget.team.by=owner,owner.header=team:x-team");

    budgets.accept(cost("1").owned("team", "search").build());

    assertThat(spentByValue()).containsExactly(Map.entry("search", "1"));
  }

  @Test
  void accept_splitByModelProviderAndCaller_countsForEachValue() {
    obey(
        "budget.m=50 USD/day,budget.m.by=model,budget.p=50 USD/day,budget.p.by=provider,"
            + "budget.c=50 USD/day,budget.c.by=caller");

    budgets.accept(cost("1").madeBy("com.acme.Shop.answer").build());

    assertThat(spentByValue()).containsOnlyKeys("gpt-4o", "openai", "com.acme.Shop.answer");
  }

  @Test
  void accept_moreValuesThanTheLimit_shareOneBudget() {
    obey("budget.team=50 USD/day,budget.team.by=team,owner.mdc=team,owner.limit=200");

    IntStream.range(0, 100_000)
        .forEach(i -> budgets.accept(cost("0.001").owned("team", "team" + i).build()));

    assertThat(spentByValue()).hasSize(201).containsEntry("other", "99.8");
  }

  @Test
  void accept_freeAndBlockedCalls_doNotCount() {
    obey("budget.all=50 USD/day");

    budgets.accept(cost("1").free("not_billable").build());

    assertThat(spent()).isEqualTo("0");
  }

  @Test
  void accept_estimatedCall_counts() {
    obey("budget.all=50 USD/day");

    budgets.accept(cost("1").estimated().build());

    assertThat(spent()).isEqualTo("1");
  }

  @Test
  void accept_otherCurrency_doesNotCountAndIsSaidOnce() {
    obey("budget.all=50 USD/day");

    budgets.accept(call("p", "chat", "m").stated("10", "EUR").build());
    budgets.accept(call("p", "chat", "m").stated("10", "EUR").build());

    assertThat(spent()).isEqualTo("0");
    assertThat(lines())
        .containsExactly(
            "budget all: calls in EUR do not count; set rates=EUR:USD=... to count them");
  }

  @Test
  void accept_otherCurrencyWithRate_counts() {
    obey("budget.all=50 USD/day,rates=EUR:USD=1.08,x:copilot_credit:USD=0.01");

    budgets.accept(call("p", "chat", "m").stated("10", "EUR").build());
    budgets.accept(call("p", "chat", "m").stated("3", "x:copilot_credit").build());

    assertThat(spent()).isEqualTo("10.83");
    assertThat(lines()).isEmpty();
  }

  @Test
  void accept_thresholds_warnOnceEachInAWindow() {
    obey("budget.all=10 USD/day");

    IntStream.range(0, 30).forEach(i -> spend("0.5"));

    assertThat(lines())
        .containsExactly(
            "budget all: 50% is reached: 5 of 10 USD per day spent in this JVM",
            "budget all: 80% is reached: 8 of 10 USD per day spent in this JVM",
            "budget all: 100% is reached: 10 of 10 USD per day spent in this JVM");

    clock.set("2026-11-29T00:00:00Z");
    spend("6");
    assertThat(lines())
        .containsExactly("budget all: 50% is reached: 6 of 10 USD per day spent in this JVM");
  }

  @Test
  void accept_slidingWindow_warnsAgainAfterAWindow() {
    obey("budget.all=10 USD/1h");
    spend("5");
    clock.pass(Duration.ofMinutes(59));
    spend("4");
    assertThat(lines()).hasSize(2);

    clock.pass(Duration.ofMinutes(1));
    spend("1");
    assertThat(lines())
        .containsExactly("budget all: 50% is reached: 5 of 10 USD in 1h spent in this JVM");
  }

  @Test
  void accept_manyThreads_warnOncePerThreshold() {
    obey("budget.threads=10 USD/day");

    IntStream.range(0, 64_000).parallel().forEach(i -> spend("0.001"));

    assertThat(lines()).hasSize(3);
    assertThat(BudgetWarnings.counts())
        .containsEntry(new BudgetWarnings.Kind("threads", 50), 1L)
        .containsEntry(new BudgetWarnings.Kind("threads", 80), 1L)
        .containsEntry(new BudgetWarnings.Kind("threads", 100), 1L);
  }

  @Test
  void refusal_withoutBlock_isNeverGiven() {
    obey("budget.all=1 USD/day");
    spend("5");

    assertThat(refusal()).isNull();
    assertThat(admissions).containsExactly(Admission.ALL);
  }

  @Test
  void refusal_callThatCrosses_refusesLaterOnes() {
    obey("budget.all=1 USD/day,budget.all.action=block");
    assertThat(admissions).containsExactly(budgets);
    spend("0.9");
    assertThat(refusal()).isNull();

    spend("0.25");

    assertThat(refusal())
        .isEqualTo(
            "Costspan blocked this AI call: budget all of this JVM has spent 1.15 of 1 USD per"
                + " day; blocked until 2026-11-29T00:00:00Z");
    clock.set("2026-11-29T00:00:00Z");
    assertThat(refusal()).isNull();
  }

  @Test
  void refusal_slidingWindow_endsWhenEnoughHasLeftIt() {
    obey("budget.all=10 USD/1h,budget.all.action=block");
    spend("2");
    clock.pass(Duration.ofMinutes(20));
    spend("9");

    assertThat(refusal()).endsWith("11 of 10 USD in 1h; blocked until 2026-11-28T21:15:00Z");
    clock.set("2026-11-28T21:15:00Z");
    assertThat(refusal()).isNull();
  }

  @Test
  void refusal_splitByOwner_concernsThatOwnerOnly() {
    obey(
        "budget.team=1 USD/day,budget.team.by=owner.team,budget.team.action=block,"
            + "owner.header=team:x-team");
    budgets.accept(cost("1").owned("team", "search").build());

    assertThat(refusalOf(Map.of("team", "shop"))).isNull();
    assertThat(refusalOf(Map.of("team", "search"))).contains("budget team (owner.team=search)");
  }

  @Test
  void refusal_unratedCall_isIgnored() {
    obey("budget.all=1 USD/day,budget.all.action=block");
    budgets.accept(cost("1").unrated("unknown_model").build());

    assertThat(refusal()).isNull();
  }

  @Test
  void refusal_unratedCallThatBlocks_endsTheBudget() {
    obey("budget.all=1 USD/day,budget.all.action=block,budget.all.unrated=block");
    budgets.accept(cost("1").unrated("unknown_model").build());

    assertThat(refusal())
        .isEqualTo(
            "Costspan blocked this AI call: budget all of this JVM has spent 0 of 1 USD per day,"
                + " and the cost of 1 call is not known; blocked until 2026-11-29T00:00:00Z");
  }

  @Test
  void refusal_byModel_refusesTheModelThatIsSpent() {
    obey("budget.m=1 USD/day,budget.m.by=model,budget.m.action=block");
    spend("5");

    assertThat(refusalOf("gpt-4o")).contains("budget m (model=gpt-4o)");
    assertThat(refusalOf("gpt-4o-mini")).isNull();
  }

  @Test
  void refusal_byModelOfWhichNoneIsSpent_asksForNone() {
    List<String> asked = new ArrayList<>();
    Preview preview = new Noted(asked);
    obey("budget.m=1 USD/day,budget.m.by=model,budget.m.action=block");
    spend("0.5");

    assertThat(budgets.refusal(CallFixture.start(), preview)).isNull();
    assertThat(asked).isEmpty();
    spend("5");
    assertThat(budgets.refusal(CallFixture.start(), preview)).isNotNull();
    assertThat(asked).containsExactly("model");
    clock.set("2026-11-29T00:00:00Z");
    assertThat(budgets.refusal(CallFixture.start(), preview)).isNull();
    assertThat(asked).hasSize(1);
  }

  private record Noted(List<String> asked) implements Preview {
    @Override
    public LogicalRequest request() {
      asked.add("request");
      return null;
    }

    @Override
    public String model() {
      asked.add("model");
      return "gpt-4o";
    }
  }

  @Test
  void refusal_modelThatIsNotKnown_goesOnAndIsCounted() {
    obey("budget.m=1 USD/day,budget.m.by=model,budget.m.action=block");
    spend("5");
    lines();

    assertThat(refusalOf((String) null)).isNull();
    assertThat(refusalOf((String) null)).isNull();

    assertThat(lines())
        .containsExactly(
            "budget m: some calls cannot be blocked, because their model stands in a body that is"
                + " not known before it is sent; doctor counts them");
    assertThat(budgets.lines())
        .endsWith("m: 2 calls went on because the model was not known before the body was sent");
  }

  @Test
  void refusal_modelThatIsKnownLater_isCountedOnlyIfTheCallGoesOn() {
    obey("budget.m=1 USD/day,budget.m.by=model,budget.m.action=block");
    spend("5");
    lines();

    List<Runnable> waiting = new ArrayList<>();

    assertThat(budgets.refusal(CallFixture.start(), new Named(null, null, waiting))).isNull();

    assertThat(lines()).isEmpty();
    assertThat(budgets.lines()).hasSize(1);

    waiting.forEach(Runnable::run);
    assertThat(lines()).hasSize(1);
    assertThat(budgets.lines()).hasSize(2);
  }

  @Test
  void looksAtBodies_onlyWhileAValueThatStandsThereIsSpent() {
    obey("budget.p=1 USD/day,budget.p.by=provider,budget.p.action=block");
    spend("5");
    assertThat(budgets.looksAtBodies()).isFalse();

    obey("budget.m=9 USD/day,budget.m.by=model,budget.m.action=block");
    spend("5");
    assertThat(budgets.looksAtBodies()).isFalse();
    spend("5");
    assertThat(budgets.looksAtBodies()).isTrue();
  }

  @Test
  void refusal_byUser_refusesTheUserWhoHasSpentAll() {
    obey(
        "budget.u=1 USD/day,budget.u.by=owner.user,budget.u.action=block,owner.user=hash,"
            + "owner.header=team:x-team");
    budgets.accept(cost("1").owned("user", "8f3a").build());

    assertThat(refusalOfUser("8f3a")).contains("budget u (owner.user=8f3a)");
    assertThat(refusalOfUser("b1c2")).isNull();
    assertThat(refusalOfUser(null)).isNull();
    assertThat(refusalOf(Map.of("user", "8f3a"))).isNotNull();
  }

  @Test
  void refusal_byModelAfterALowerLimit_refuses() {
    obey("budget.m=5 USD/day,budget.m.by=model,budget.m.action=block");
    spend("1");
    assertThat(refusalOf("gpt-4o")).isNull();

    obey("budget.m=1 USD/day,budget.m.by=model,budget.m.action=block");

    assertThat(refusalOf("gpt-4o")).isNotNull();
  }

  @Test
  void refusal_manyThreadsByModel_spendsNoMoreThanWhatIsInFlight() throws Exception {
    obey("budget.m=1 USD/day,budget.m.by=model,budget.m.action=block");
    int threads = 64;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    for (int thread = 0; thread < threads; thread++) {
      pool.submit(
          () -> {
            for (int call = 0; call < 1_000 && refusalOf("gpt-4o") == null; call++) {
              spend("0.01");
            }
          });
    }
    pool.shutdown();
    assertThat(pool.awaitTermination(1, MINUTES)).isTrue();

    BigDecimal spent = new BigDecimal(spentByValue().get("gpt-4o"));
    assertThat(spent).isBetween(BigDecimal.ONE, new BigDecimal("1.64"));
    assertThat(refusalOf("gpt-4o-mini")).isNull();
  }

  @Test
  void refusal_spentBudgetThatManyThreadsAskAtOnce_letsNoneGo() throws Exception {
    obey("budget.all=1 USD/day,budget.all.action=block");
    spend("5");
    int threads = 8;
    AtomicLong letGo = new AtomicLong();
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    for (int thread = 0; thread < threads; thread++) {
      pool.submit(
          () -> {
            for (int call = 0; call < 100_000; call++) {
              letGo.addAndGet(refusal() == null ? 1 : 0);
            }
          });
    }
    pool.shutdown();

    assertThat(pool.awaitTermination(1, MINUTES)).isTrue();
    assertThat(letGo).hasValue(0);
  }

  @Test
  void refusal_budgetOfNothing_blocksEveryCall() {
    obey("budget.all=0 USD/day,budget.all.action=block");

    assertThat(refusal()).isNotNull();
  }

  @Test
  void obey_higherLimit_admitsCallsAndWarnsAgain() {
    obey("budget.all=1 USD/day,budget.all.action=block");
    spend("1");
    assertThat(refusal()).isNotNull();
    lines();

    obey("budget.all=2 USD/day,budget.all.action=block");

    assertThat(refusal()).isNull();
    assertThat(spent()).isEqualTo("1");
    spend("0.6");
    assertThat(lines())
        .containsExactly("budget all: 80% is reached: 1.6 of 2 USD per day spent in this JVM");
  }

  @Test
  void obey_lowerLimit_warnsAtOnce() {
    obey("budget.all=10 USD/day");
    spend("4");

    obey("budget.all=5 USD/day");

    assertThat(lines()).hasSize(2);
  }

  @Test
  void obey_budgetThatIsRemovedAndComesBack_knowsWhatItHasSpent() {
    obey("budget.all=1 USD/day,budget.all.action=block");
    spend("0.5", "0.75");
    lines();
    obey("");
    assertThat(budgets.lines()).isEmpty();

    obey("budget.all=1 USD/day,budget.all.action=block");

    assertThat(spent()).isEqualTo("1.25");
    assertThat(refusal()).isNotNull();
    assertThat(lines()).isEmpty();
  }

  @Test
  void forEach_showsWhatIsLeft() {
    obey("budget.all=8 USD/day");
    spend("2");
    assertThat(ratio()).isEqualByComparingTo("0.75");

    spend("20");
    assertThat(ratio()).isEqualByComparingTo("0");
  }

  @Test
  void lines_eachBudget_saysHowItStands() {
    obey(
        "budget.day=50 USD/day,budget.day.action=block,budget.run=2 USD/request,"
            + "budget.stop=0 USD/month,budget.zone=9 USD/15m");
    spend("12.50");

    assertThat(budgets.lines())
        .containsExactly(
            "day: 12.5 of 50 USD per day, until 2026-11-29T00:00:00Z, blocks",
            "run: only warns at 2 USD per request",
            "stop: 12.5 of 0 USD per month, only warns",
            "zone: 12.5 of 9 USD in 15m, until 2026-11-28T20:30:30Z, only warns");
    clock.pass(Duration.ofMinutes(16));
    assertThat(budgets.lines()).last().isEqualTo("zone: 0 of 9 USD in 15m, only warns");
  }

  @Test
  void lines_costThatIsNotKnownAndBlocks_isSaid() {
    obey("budget.all=1 USD/day,budget.all.action=block,budget.all.unrated=block");
    budgets.accept(cost("1").unrated("unknown_model").build());

    assertThat(budgets.lines())
        .containsExactly(
            "all: 0 of 1 USD per day, and the cost of 1 call is not known, until"
                + " 2026-11-29T00:00:00Z, blocks");
  }

  @Test
  void lines_splitBudget_showsWhereMostIsSpent() {
    obey("budget.team=20 USD/day,budget.team.by=owner.team,owner.mdc=team");
    assertThat(budgets.lines())
        .containsExactly("team: only warns at 20 USD per day for each owner.team");

    IntStream.rangeClosed(1, 25)
        .forEach(i -> budgets.accept(cost(i + "").owned("team", "t" + i + "\n").build()));

    assertThat(budgets.lines())
        .hasSize(11)
        .startsWith(
            "team (owner.team=t25\\u000a): 25 of 20 USD per day, until 2026-11-29T00:00:00Z, only"
                + " warns")
        .endsWith("team: less is spent for 15 others");
  }

  @Test
  void awaitMemory_withoutAFile_hasNothingToWaitFor() {
    assertThat(budgets.awaitMemory()).isTrue();

    obey("budget.all=8 USD/day");

    assertThat(budgets.awaitMemory()).isTrue();
  }

  private BigDecimal ratio() {
    List<Standing> all = new ArrayList<>();
    budgets.forEach(all::add);
    return all.get(0).remainingRatio();
  }

  private void obey(String options) {
    budgets.obey(Config.load(options));
  }

  private void spend(String... amounts) {
    for (String amount : amounts) {
      budgets.accept(cost(amount).build());
    }
  }

  private static CallFixture cost(String amount) {
    return chat().stated(amount, "USD");
  }

  private String refusal() {
    return refusalOf(Map.of());
  }

  private String refusalOf(String model) {
    return budgets.refusal(CallFixture.start(), new Named(model, null, null));
  }

  private String refusalOfUser(String user) {
    return budgets.refusal(CallFixture.start(), new Named(null, user, null));
  }

  /**
   * @param waiting gets what is to be done if nothing more is known; null if nothing ever is
   */
  private record Named(String model, String user, List<Runnable> waiting) implements Preview {
    @Override
    public LogicalRequest request() {
      return null;
    }

    @Override
    public boolean defer(Runnable goesOn) {
      return waiting != null && waiting.add(goesOn);
    }
  }

  private String refusalOf(Map<String, String> owners) {
    return budgets.refusal(CallFixture.start(owners));
  }

  private String spent() {
    return spentByValue().get("");
  }

  private Map<String, String> spentByValue() {
    Map<String, String> spent = new HashMap<>();
    budgets.forEach(standing -> spent.put(standing.value(), Standing.plain(standing.spent())));
    return spent;
  }

  private List<String> lines() {
    List<String> lines = new ArrayList<>();
    budgets.tell(lines::add, warning -> lines.add(Wording.warning(warning)));
    return lines;
  }
}
