package io.costspan.budget;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.costspan.config.BudgetOption;
import io.costspan.config.BudgetPeriod;
import io.costspan.config.Config;
import io.costspan.config.Options;
import io.costspan.health.Faults;
import io.costspan.health.Log;
import io.costspan.health.OwnThreads;
import io.costspan.pipeline.Admission;
import io.costspan.pipeline.CallOutput;
import io.costspan.pipeline.Preview;
import io.costspan.pipeline.RatedCall;
import io.costspan.rating.ExchangeRates;
import io.costspan.usage.CallStart;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The budgets in force: counts calls as they end, and refuses those that may not begin. */
public final class Budgets implements CallOutput, Admission {
  private static final long PAUSE_MILLIS = 250;
  private static final long EXIT_MILLIS = 300;

  private final Clock clock;
  private final Consumer<Admission> admissions;
  private final Consumer<OwnThreads.Step> thread;
  private final Notices notices = new Notices();
  private final Teller teller = new Teller();
  private final Memory memory;
  private volatile List<Budget> inForce = List.of();
  private volatile List<Budget> blocking = List.of();
  private boolean begun;

  /**
   * @param admissions is told who decides whether calls may be sent
   * @param thread takes one step after the other, from when there is a budget
   */
  Budgets(Clock clock, Consumer<Admission> admissions, Consumer<OwnThreads.Step> thread) {
    this(clock, admissions, thread, StateFile::new);
  }

  /**
   * @param files opens what keeps them from one start to the next
   */
  Budgets(
      Clock clock,
      Consumer<Admission> admissions,
      Consumer<OwnThreads.Step> thread,
      Function<Path, StateFile> files) {
    this.memory = new Memory(files);
    this.clock = clock;
    this.admissions = admissions;
    this.thread = thread;
  }

  /** Those of this JVM. */
  public static Budgets start(Consumer<Admission> admissions) {
    return new Budgets(
        Clock.systemUTC(), admissions, step -> OwnThreads.loop("costspan-budget", step).start());
  }

  /** Puts the budgets in force that the options set; what others have counted is kept. */
  public synchronized void obey(Config config) {
    Checked checked = new Checked(config);
    teller.obey(config, checked.warnings());
    List<Budget> next = new ArrayList<>();
    for (BudgetOption terms : checked.budgets()) {
      next.add(budget(terms, config, clock.millis()));
      Log.info(Wording.terms(terms));
    }
    List<Budget> before = inForce;
    inForce = List.copyOf(next);
    before.stream().filter(budget -> !next.contains(budget)).forEach(memory::leave);
    blocking = next.stream().filter(budget -> budget.terms().blocks()).toList();
    admissions.accept(blocking.isEmpty() ? Admission.ALL : this);
    if (!next.isEmpty() && !begun) {
      begun = true;
      memory.begin(config.get(Options.BUDGET_STATE), next);
      thread.accept(this::step);
    }
  }

  private Budget budget(BudgetOption terms, Config config, long nowMillis) {
    ExchangeRates rates = config.get(Options.RATES);
    for (Budget known : inForce) {
      if (known.isLike(terms)) {
        known.change(terms, rates, nowMillis);
        return known;
      }
    }
    if (terms.limit().period().kind() == BudgetPeriod.Kind.REQUEST) {
      return new RequestBudget(terms, rates, notices);
    }
    Budget made =
        new WindowBudget(terms, rates, notices, config.get(Options.OWNER_LIMIT), nowMillis);
    memory.recall(made, nowMillis);
    return made;
  }

  /**
   * Waits until what an earlier JVM has counted is known, but not for long.
   *
   * @return whether it is known
   */
  public boolean awaitMemory() {
    return memory.await();
  }

  private synchronized boolean hasBegun() {
    return begun;
  }

  /** What the thread does again and again. */
  boolean step() throws InterruptedException {
    work();
    MILLISECONDS.sleep(PAUSE_MILLIS);
    return true;
  }

  /** Reads what was kept, keeps what is new and tells it. */
  void work() {
    memory.open();
    synchronized (this) {
      inForce.forEach(budget -> memory.recall(budget, clock.millis()));
    }
    memory.keep(inForce, clock.millis());
    tell(teller::say, teller::warn);
  }

  void tell(Consumer<String> lines, Consumer<Warning> warnings) {
    notices.drain(lines, warnings);
  }

  @Override
  public void accept(RatedCall call) {
    List<Budget> counting = inForce;
    if (!counting.isEmpty()) {
      long now = clock.millis();
      for (Budget budget : counting) {
        budget.add(call, now);
      }
      memory.news();
    }
  }

  @Override
  public @Nullable String refusal(CallStart start) {
    return refusal(start, () -> null);
  }

  @Override
  public @Nullable String refusal(CallStart start, Preview preview) {
    List<Budget> asked = blocking;
    return asked.isEmpty() ? null : refusal(asked, start, preview);
  }

  private @Nullable String refusal(List<Budget> asked, CallStart start, Preview preview) {
    try {
      long now = clock.millis();
      for (Budget budget : asked) {
        String refusal = budget.refusal(start, preview, now);
        if (refusal != null) {
          return refusal;
        }
      }
    } catch (Throwable fault) {
      Faults.count("budget", fault);
    }
    return null;
  }

  @Override
  public boolean looksAtBodies() {
    long now = clock.millis();
    for (Budget budget : blocking) {
      if (budget.looksAtBodies(now)) {
        return true;
      }
    }
    return false;
  }

  /** Whether calls may be refused. */
  public boolean areBlocking() {
    return !blocking.isEmpty();
  }

  /** Shows how each budget stands. */
  public void forEach(Consumer<Standing> reader) {
    long now = clock.millis();
    inForce.forEach(budget -> budget.forEach(now, reader));
  }

  /** How each budget stands, a line each, for people; of one that is split, where most is spent. */
  public List<String> lines() {
    long now = clock.millis();
    List<String> lines = new ArrayList<>();
    inForce.forEach(budget -> lines.addAll(budget.lines(now)));
    return lines;
  }

  /** Keeps and tells at exit what is new, unless the disk takes too long. */
  public void close() {
    if (!hasBegun()) {
      return;
    }
    Thread keeping = OwnThreads.daemon("costspan-budget-exit", this::keepForGood);
    keeping.start();
    try {
      keeping.join(EXIT_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (keeping.isAlive()) {
      Faults.count("budget_state");
    }
    tell(teller::say, teller::warn);
    teller.close();
  }

  private void keepForGood() {
    memory.keep(inForce, clock.millis());
    memory.close();
  }
}
