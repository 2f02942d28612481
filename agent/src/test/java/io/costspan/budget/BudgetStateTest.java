package io.costspan.budget;

import static io.costspan.pipeline.CallFixture.chat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.costspan.config.Config;
import io.costspan.health.Faults;
import io.costspan.pipeline.CallFixture;
import io.costspan.pipeline.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BudgetStateTest {
  private static final String TEAMS =
      "budget.team=10 USD/day,budget.team.by=team,owner.mdc=team,budget.team.action=block";

  private final ManualClock clock = new ManualClock("2026-11-28T20:15:30Z");
  private final List<Budgets> running = new ArrayList<>();
  @TempDir private Path folder;
  private StateFile opened;

  @AfterEach
  void close() {
    running.forEach(Budgets::close);
  }

  @Test
  void restart_sameWindow_goesOnWithTheSameSums() {
    Budgets first = start(TEAMS);
    spend(first, "search", "4.2");
    spend(first, "shop", "1.1");
    first.close();

    Budgets second = start(TEAMS);
    spend(second, "search", "0.3");

    assertThat(spent(second)).containsExactlyInAnyOrder("search 4.5", "shop 1.1");
  }

  @Test
  void restart_afterKill_knowsWhatWasWritten() {
    Budgets killed = start(TEAMS);
    spend(killed, "search", "4.2");
    killed.work();
    spend(killed, "search", "1");
    release(killed);

    assertThat(spent(start(TEAMS))).containsExactly("search 4.2");
  }

  @Test
  void restart_nextWindow_beginsAtNothing() {
    Budgets first = start(TEAMS);
    spend(first, "search", "4.2");
    first.close();
    clock.pass(Duration.ofDays(1));

    assertThat(spent(start(TEAMS))).allMatch(line -> line.endsWith(" 0"));
  }

  @Test
  void restart_slidingWindow_losesWhatIsOlder() {
    String sliding = "budget.all=10 USD/1h";
    Budgets first = start(sliding);
    spend(first, "x", "2");
    clock.pass(Duration.ofMinutes(40));
    spend(first, "x", "3");
    first.close();
    clock.pass(Duration.ofMinutes(20));

    assertThat(spent(start(sliding))).containsExactly(" 3");
  }

  @Test
  void restart_thresholdsWarnedAbout_areNotWarnedAboutAgain() {
    spendAndExit("budget.restarted=10 USD/day", "6");

    Budgets second = start("budget.restarted=10 USD/day");
    spend(second, "x", "1");

    assertThat(BudgetWarnings.counts()).containsEntry(new BudgetWarnings.Kind("restarted", 50), 1L);
  }

  @Test
  void restart_spentBudget_stillBlocks() {
    spendAndExit("budget.all=10 USD/day,budget.all.action=block", "11");

    assertThat(start("budget.all=10 USD/day,budget.all.action=block").refusal(CallFixture.start()))
        .contains("has spent 11 of 10 USD");
  }

  @Test
  void restart_otherCurrencyOrSplit_beginsAtNothing() {
    spendAndExit("budget.all=10 USD/day", "4");

    assertThat(spent(start("budget.all=10 EUR/day"))).containsExactly(" 0");
  }

  @Test
  void restart_budgetThatComesBackLater_isNotForgotten() {
    spendAndExit("budget.all=10 USD/day", "4");
    Budgets second = start("budget.other=10 USD/day");
    spend(second, "x", "1");
    second.close();

    assertThat(spent(start("budget.all=10 USD/day,budget.other=10 USD/day")))
        .containsExactly(" 4", " 1");
  }

  @Test
  void start_fileOfAnotherJvm_runsWithoutAndLeavesItAlone() throws IOException {
    Budgets first = start("budget.all=10 USD/day");
    spend(first, "x", "4");
    first.work();

    Budgets second = start("budget.all=10 USD/day");
    spend(second, "x", "1");
    second.close();

    assertThat(spent(second)).containsExactly(" 1");
    assertThat(Files.readString(file())).contains("\t4\t");
  }

  @Test
  void start_fileOfAnotherKind_isLeftAsItIs() throws IOException {
    Files.writeString(file(), "precious");
    spendAndExit("budget.all=10 USD/day", "4");

    assertThat(file()).hasContent("precious");
  }

  @Test
  void start_lineThatCannotBeRead_costsThatLineOnly() throws IOException {
    spendAndExit("budget.all=10 USD/day", "4");
    Files.writeString(file(), Files.readString(file()) + "nonsense\na\tb\tc\td\te\tf\tg\th\ti\n");

    assertThat(spent(start("budget.all=10 USD/day"))).containsExactly(" 4");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-100\t0", "1E+999999999\t0", "12.\t0", "1\t-1"})
  void start_lineThatNobodyWrote_isNotBelievedAndIsCounted(String counted) throws IOException {
    long before = Faults.counts().getOrDefault("budget_state", 0L);
    String head = "costspan budgets 1\nall\tUSD\tday\t\t\t2026-11-28T00:00:00Z\t";
    Files.writeString(file(), head + counted + "\t\n");

    assertThat(spent(start("budget.all=10 USD/day"))).containsExactly(" 0");
    assertThat(Faults.counts()).containsEntry("budget_state", before + 1);
  }

  @Test
  void restart_budgetThatWasRemovedMeanwhile_isNotForgotten() {
    Budgets first = start("budget.all=10 USD/day");
    spend(first, "x", "4");
    first.obey(Config.load("budget.other=10 USD/day"));
    spend(first, "x", "1");
    first.close();

    assertThat(spent(start("budget.all=10 USD/day"))).containsExactly(" 4");
  }

  @Test
  void obey_everNewBudgets_oldestOfTheOthersAreForgottenAndCounted() {
    long before = Faults.counts().getOrDefault("budget_state", 0L);
    Budgets budgets = start("budget.last=10 USD/day");
    for (int round = 0; round < 6; round++) {
      budgets.obey(Config.load(fiftyBudgetsByTeam(round)));
      for (int team = 0; team < 200; team++) {
        spend(budgets, "team" + team, "0.01");
      }
    }

    budgets.obey(Config.load("budget.last=10 USD/day"));

    assertThat(Faults.counts()).containsEntry("budget_state", before + 10_000);
  }

  private static String fiftyBudgetsByTeam(int round) {
    return IntStream.range(0, 50)
        .mapToObj(i -> "budget.b%d-%d".formatted(round, i))
        .map(name -> name + "=10 USD/day," + name + ".by=owner.team,")
        .collect(Collectors.joining("", "", "owner.mdc=team"));
  }

  @Test
  void accept_beforeTheFileIsRead_addsToIt() {
    spendAndExit("budget.all=10 USD/day", "4");

    Budgets second = created("budget.all=10 USD/day");
    spend(second, "x", "1");
    second.work();

    assertThat(spent(second)).containsExactly(" 5");
  }

  @Test
  void close_diskThatHangs_holdsUpNeitherExitNorOptions() throws Exception {
    long before = Faults.counts().getOrDefault("budget_state", 0L);
    CountDownLatch disk = new CountDownLatch(1);
    Budgets budgets = created("budget.all=10 USD/day", path -> new HangingFile(path, disk));
    budgets.work();
    spend(budgets, "x", "4");
    Thread hanging = new Thread(budgets::work);
    hanging.start();
    while (hanging.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }

    try {
      assertTimeoutPreemptively(
          Duration.ofMinutes(1),
          () -> {
            budgets.obey(Config.load("budget.all=5 USD/day,budget.other=5 USD/day"));
            budgets.close();
          });
      assertThat(Faults.counts()).containsEntry("budget_state", before + 1);
    } finally {
      disk.countDown();
      hanging.join();
    }
  }

  private Budgets start(String options) {
    Budgets budgets = created(options);
    budgets.work();
    return budgets;
  }

  private Budgets created(String options) {
    return created(
        options,
        path -> {
          opened = new StateFile(path);
          return opened;
        });
  }

  private Budgets created(String options, Function<Path, StateFile> files) {
    Budgets budgets = new Budgets(clock, admission -> {}, step -> {}, files);
    running.add(budgets);
    budgets.obey(Config.load(options + ",budget.state=" + file()));
    return budgets;
  }

  private Path file() {
    return folder.resolve("budgets");
  }

  /** As the end of a process does that had no time for anything else. */
  private void release(Budgets killed) {
    running.remove(killed);
    opened.close();
  }

  /** On a disk that does not answer. */
  private static final class HangingFile extends StateFile {
    private final CountDownLatch disk;

    HangingFile(Path path, CountDownLatch disk) {
      super(path);
      this.disk = disk;
    }

    @Override
    boolean write(List<StateLine> lines) {
      try {
        disk.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return true;
    }
  }

  /** What a JVM did before. */
  private void spendAndExit(String options, String amount) {
    Budgets budgets = start(options);
    spend(budgets, "x", amount);
    budgets.close();
  }

  private static void spend(Budgets budgets, String team, String amount) {
    budgets.accept(chat().stated(amount, "USD").owned("team", team).build());
  }

  private static List<String> spent(Budgets budgets) {
    List<String> spent = new ArrayList<>();
    budgets.forEach(
        standing -> spent.add(standing.value() + " " + Standing.plain(standing.spent())));
    return spent;
  }
}
