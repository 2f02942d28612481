package io.costspan.budget;

import static io.costspan.pipeline.CallFixture.chat;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.config.Config;
import io.costspan.config.Options;
import io.costspan.pipeline.CallFixture;
import io.costspan.pipeline.FixedRequest;
import io.costspan.pipeline.LogicalRequest;
import io.costspan.pipeline.ManualClock;
import io.costspan.pipeline.Preview;
import io.costspan.pipeline.RatedCall;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each example of {@code docs/budgets.md} does what the page says. */
class BudgetsPageTest {
  private static final Pattern EXAMPLE = Pattern.compile("(?ms)^```properties (\\S+)\\n(.*?)^```$");
  private static final String DAY = "budget.day=50 USD/day";

  private final ManualClock clock = new ManualClock("2026-11-28T20:15:30Z");
  private final Budgets budgets = new Budgets(clock, admission -> {}, step -> {});
  @TempDir private Path folder;

  @Test
  void day_warnsAtThreeThresholds() throws IOException {
    obey("day");
    spend("50");

    assertThat(told()).hasSize(3).allMatch(line -> line.startsWith("budget day: "));
    assertThat(refusal(Map.of())).isNull();
  }

  @Test
  void several_applySideBySide() throws IOException {
    obey("several");
    spend("5");

    assertThat(told())
        .containsExactly("budget hour: 50% is reached: 5 of 10 USD per hour spent in this JVM");
    spend("445");
    assertThat(told())
        .anyMatch(line -> line.startsWith("budget month: 50% is reached: 450 of 900"));
  }

  @Test
  void teams_haveABudgetEach() throws IOException {
    obey("teams");
    budgets.accept(chat().stated("10", "USD").owned("team", "search").build());
    budgets.accept(chat().stated("9", "USD").owned("team", "shop").build());

    assertThat(told())
        .containsExactly(
            "budget team (owner.team=search): 50% is reached: 10 of 20 USD per day spent in this"
                + " JVM");
  }

  @Test
  void models_thatAreSpentAreRefusedAndOthersAreNot() throws IOException {
    obey("models");
    budgets.accept(chat().stated("20", "USD").build());

    assertThat(refusalOfModel("gpt-4o")).contains("budget model (model=gpt-4o)");
    assertThat(refusalOfModel("gpt-4o-mini")).isNull();
    assertThat(refusalOfModel(null)).isNull();
    assertThat(refusalOfModel(null)).isNull();
    assertThat(page()).contains("note budget      " + budgets.lines().get(1) + "\n");
  }

  private String refusalOfModel(String model) {
    Preview named =
        new Preview() {
          @Override
          public LogicalRequest request() {
            return null;
          }

          @Override
          public String model() {
            return model;
          }
        };
    return budgets.refusal(CallFixture.start(), named);
  }

  @Test
  void block_refusesWithTheMessageOfThePage() throws IOException {
    obey("block");
    spend("50.0125");

    assertThat(page()).contains("\n" + refusal(Map.of()) + "\n");
  }

  @Test
  void request_hasItsOwnBudget() throws IOException {
    obey("request");
    Map<String, BigDecimal> spent = new HashMap<>(Map.of("USD", new BigDecimal("1.9")));
    LogicalRequest runaway = new FixedRequest(spent);
    assertThat(budgets.refusal(CallFixture.start(), () -> runaway)).isNull();

    spent.put("USD", new BigDecimal("2.1"));
    budgets.accept(call(runaway));
    budgets.accept(call(runaway));

    assertThat(budgets.refusal(CallFixture.start(), () -> runaway))
        .isEqualTo(
            "Costspan blocked this AI call: budget run of this JVM has spent 2.1 of 2 USD per"
                + " request; blocked until this request ends");
    assertThat(budgets.refusal(CallFixture.start(), () -> new FixedRequest(Map.of()))).isNull();
    assertThat(budgets.refusal(CallFixture.start(), () -> null)).isNull();
    assertThat(told()).hasSize(3);
  }

  private static RatedCall call(LogicalRequest request) {
    RatedCall call = chat().build();
    return new RatedCall(
        call.facts(), call.usage(), call.rating(), null, call.attribution(), request);
  }

  @Test
  void strict_oneUnratedCallEndsTheBudget() throws IOException {
    obey("strict");
    assertThat(refusal(Map.of())).isNull();
    budgets.accept(chat().unrated("unknown_model").build());

    assertThat(refusal(Map.of())).contains("the cost of 1 call is not known");
  }

  @Test
  void rates_makeOtherCurrenciesCount() throws IOException {
    obey("rates");
    budgets.accept(chat().stated("25", "EUR").build());

    assertThat(told())
        .containsExactly("budget day: 50% is reached: 27 of 50 USD per day spent in this JVM");
  }

  @Test
  void state_survivesARestart() throws IOException {
    Path state = folder.resolve("budgets");
    String options = example("state").replace("/var/lib/shop/budgets", state.toString());
    budgets.obey(config(options));
    budgets.work();
    spend("30");
    budgets.close();

    Budgets restarted = new Budgets(clock, admission -> {}, step -> {});
    restarted.obey(config(options));
    restarted.work();
    List<String> spent = new ArrayList<>();
    restarted.forEach(standing -> spent.add(standing.share()));
    restarted.close();
    assertThat(spent).containsExactly("30 of 50 USD");
  }

  @Test
  void control_raisesTheLimitWhileTheApplicationRuns() throws IOException {
    Config set = config(DAY + "\nbudget.day.action=block\n");
    budgets.obey(set);
    spend("50");
    assertThat(refusal(Map.of())).isNotNull();

    budgets.obey(set.controlledBy(folder.resolve("control"), example("control")));
    assertThat(refusal(Map.of())).isNull();

    budgets.obey(set.controlledBy(folder.resolve("control"), ""));
    assertThat(refusal(Map.of())).isNotNull();
  }

  @Test
  void webhook_isAlertmanagers() throws IOException {
    assertThat(config(example("webhook")).get(Options.BUDGET_WEBHOOK))
        .contains(URI.create("http://alertmanager:9093/api/v2/alerts"));
  }

  @Test
  void stop_ofTheFleetsPage_refusesEveryCall() throws IOException {
    Config set = config(DAY);
    budgets.obey(set);
    String stop = examples(text("fleet.md")).get("stop");

    budgets.obey(set.controlledBy(folder.resolve("control"), stop));

    assertThat(refusal(Map.of())).contains("budget fleet of this JVM is 0 USD per day");
  }

  static List<String> names() throws IOException {
    return List.copyOf(examples(page()).keySet());
  }

  @ParameterizedTest
  @MethodSource("names")
  void example_isValidAndHasATestHere(String name) throws Exception {
    assertThat(config(example(name)).warnings()).isEmpty();
    assertThat(BudgetsPageTest.class.getDeclaredMethods())
        .anyMatch(method -> method.getName().startsWith(name + "_"));
  }

  private void obey(String name) throws IOException {
    budgets.obey(config(example(name)));
  }

  private Config config(String text) throws IOException {
    return Config.load("config=" + Files.writeString(folder.resolve("options"), text));
  }

  private static String example(String name) throws IOException {
    return examples(page()).get(name);
  }

  private static Map<String, String> examples(String text) {
    Map<String, String> examples = new LinkedHashMap<>();
    Matcher example = EXAMPLE.matcher(text);
    while (example.find()) {
      examples.put(example.group(1), example.group(2));
    }
    return examples;
  }

  private static String page() throws IOException {
    return text("budgets.md");
  }

  private static String text(String file) throws IOException {
    return Files.readString(Path.of("..", "docs", file));
  }

  private void spend(String amount) {
    budgets.accept(chat().stated(amount, "USD").build());
  }

  private String refusal(Map<String, String> owners) {
    return budgets.refusal(CallFixture.start(owners));
  }

  private List<String> told() {
    List<String> lines = new ArrayList<>();
    budgets.tell(lines::add, warning -> lines.add(Wording.warning(warning)));
    return lines;
  }
}
