package io.costspan.benchmarks;

import io.costspan.budget.Budgets;
import io.costspan.config.Config;
import io.costspan.exchange.Exchange;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A whole AI call that is rated, without budgets and with budgets that are never spent. All threads
 * ({@code -t}) share them.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Benchmark)
public class BudgetBenchmark {
  private static final String MUCH = "999999999999 USD/";

  /** Which budgets there are. */
  public enum Terms {
    NONE(""),
    WARN(",budget.a=" + MUCH + "day"),
    BLOCK(",budget.a=" + MUCH + "day,budget.a.action=block"),
    BLOCK_EACH_TEAM(",budget.a=" + MUCH + "24h,budget.a.by=owner.team,budget.a.action=block");

    private final String options;

    Terms(String options) {
      this.options = options;
    }
  }

  @Param private Terms terms;
  private RatedCalls calls;

  /** Owners are looked for in any case, so that only budgets make the difference. */
  @Setup
  public void open() {
    Config config = Config.load("owner.header=team:x-team" + terms.options);
    Budgets budgets = Budgets.start(admission -> calls.exchanges().admit(admission));
    calls = new RatedCalls(config, List.of(budgets));
    budgets.obey(config);
    call();
    if (budgets.lines().isEmpty() != (terms == Terms.NONE)) {
      throw new IllegalStateException("counted " + budgets.lines());
    }
  }

  /** From before it is sent until it is rated. */
  @Benchmark
  public Exchange call() {
    return calls.call(null);
  }
}
