package io.costspan.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.config.BudgetOption;
import io.costspan.config.Config;
import io.costspan.config.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlTest {
  private final List<Config> obeyed = new CopyOnWriteArrayList<>();
  @TempDir private Path folder;
  private volatile Config set;
  private final Control control = new Control(() -> set, obeyed::add);

  @Test
  void obey_withoutAFile_obeysTheOptions() {
    set = Config.load("budget.day=50 USD/day");

    control.obey();

    assertThat(obeyed).containsExactly(set);
  }

  @Test
  void obey_optionsThatAnswerLate_areStillWhatTheFileMakesOfThem() throws IOException {
    set = options("receipt=false");
    Files.writeString(file(), "budget.day=80 USD/day");
    control.obey();
    assertThat(limits()).containsExactly("80 USD per day");

    set = options("budget.day=50 USD/day,budget.month=900 USD/month,receipt=false");
    control.obey();

    assertThat(limits()).containsExactly("80 USD per day", "900 USD per month");
  }

  @Test
  void obey_fileThatIsNamedLate_isObeyedAtOnce() throws IOException {
    set = Config.load("budget.day=50 USD/day");
    control.obey();
    Files.writeString(file(), "enabled=false");

    set = options("budget.day=50 USD/day");
    control.obey();

    assertThat(last().get(Options.ENABLED)).isFalse();
  }

  @Test
  void obey_fileThatCannotBeRead_leavesTheOptionsInForce() throws IOException {
    Files.createDirectory(file());
    set = options("budget.day=50 USD/day");

    control.obey();

    assertThat(limits()).containsExactly("50 USD per day");
  }

  private Path file() {
    return folder.resolve("control");
  }

  private Config options(String others) {
    return Config.load("control.file=" + file() + "," + others);
  }

  private Config last() {
    return obeyed.get(obeyed.size() - 1);
  }

  private List<String> limits() {
    return last().budgets().stream().map(BudgetOption::limit).map(limit -> limit.words()).toList();
  }
}
