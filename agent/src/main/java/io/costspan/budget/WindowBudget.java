package io.costspan.budget;

import static java.util.Comparator.comparing;

import io.costspan.config.BudgetOption;
import io.costspan.config.BudgetSplit;
import io.costspan.config.BudgetUnrated;
import io.costspan.health.Excerpt;
import io.costspan.pipeline.Preview;
import io.costspan.pipeline.RatedCall;
import io.costspan.rating.ExchangeRates;
import io.costspan.rating.Rating;
import io.costspan.usage.Attribution;
import io.costspan.usage.CallStart;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A budget of a window of time, and what was spent of it for each value that it is split by. Of a
 * limited number of values each has its own, first come, first served; all others share one.
 */
final class WindowBudget implements Budget {
  /** The value that stands for all those that there is no room for. */
  static final String OTHER = "other";

  private static final int MOST_LINES = 10;

  private final Window window;
  private final Notices notices;
  private final int mostValues;
  private final Map<String, Account> accounts = new ConcurrentHashMap<>();

  /** Calls that went on because it was not known to which value they belong. */
  private final AtomicLong unforeseen = new AtomicLong();

  private volatile BudgetOption terms;
  private volatile Worth worth;

  /** Grows whenever a value may have become spent; 0 while none is. */
  private final AtomicLong spentWhole = new AtomicLong();

  /**
   * @param mostValues how many values have a budget of their own
   */
  WindowBudget(
      BudgetOption terms, ExchangeRates rates, Notices notices, int mostValues, long nowMillis) {
    this.terms = terms;
    this.notices = notices;
    this.worth = new Worth(terms, rates, notices);
    this.mostValues = mostValues;
    window = Window.of(terms.limit().period());
    if (terms.split().text().isEmpty()) {
      accounts.put("", new Account(window, nowMillis));
    }
  }

  @Override
  public BudgetOption terms() {
    return terms;
  }

  @Override
  public void change(BudgetOption others, ExchangeRates rates, long nowMillis) {
    terms = others;
    worth = new Worth(others, rates, notices);
    spentWhole.incrementAndGet();
    check(nowMillis);
  }

  @Override
  public void check(long nowMillis) {
    accounts.forEach(
        (value, account) -> warn(value, account, account.limited(limit(), nowMillis), nowMillis));
  }

  private BigDecimal limit() {
    return terms.limit().amount();
  }

  @Override
  public void add(RatedCall call, long nowMillis) {
    Rating rating = call.rating();
    switch (rating.status()) {
      case RATED -> add(call, converted(rating), 0, nowMillis);
      case PARTIAL -> add(call, converted(rating), 1, nowMillis);
      case UNRATED -> add(call, BigDecimal.ZERO, 1, nowMillis);
      default -> {}
    }
  }

  private void add(RatedCall call, @Nullable BigDecimal amount, long unrated, long nowMillis) {
    if (amount != null) {
      String value = value(call);
      Account account = account(value, nowMillis);
      List<Integer> reached = account.add(amount, unrated, limit(), nowMillis);
      if (!isLeft(account.spent(nowMillis))) {
        spentWhole.incrementAndGet();
      }
      if (!reached.isEmpty()) {
        warn(known(value), account, reached, nowMillis);
      }
    }
  }

  private @Nullable BigDecimal converted(Rating rating) {
    BigDecimal amount = rating.amount();
    String currency = rating.currency();
    return amount == null || currency == null ? BigDecimal.ZERO : worth.of(amount, currency);
  }

  private String value(RatedCall call) {
    String model = call.usage().requestModel();
    return switch (terms.split().by()) {
      case ALL -> "";
      case OWNER -> call.owners().getOrDefault(terms.split().owner(), "");
      case MODEL -> shown(model == null ? call.usage().responseModel() : model);
      case PROVIDER -> call.usage().provider();
      case CALLER -> shown(call.caller());
    };
  }

  /** Null if that is not known before the call is sent. */
  private @Nullable String value(CallStart start, Preview preview) {
    return switch (terms.split().by()) {
      case ALL -> "";
      case OWNER -> owner(terms.split().owner(), start.attribution(), preview);
      case MODEL -> {
        String model = preview.model();
        yield model == null ? null : shown(model);
      }
      case PROVIDER -> start.provider();
      case CALLER -> shown(start.attribution().caller());
    };
  }

  private static @Nullable String owner(String name, Attribution its, Preview preview) {
    String known = its.owners().get(name);
    if (known != null) {
      return known;
    }
    return name.equals(Attribution.USER) ? preview.user() : "";
  }

  private static String shown(@Nullable String value) {
    return value == null ? "" : Excerpt.of(value);
  }

  private String known(String value) {
    return accounts.containsKey(value) ? value : OTHER;
  }

  private Account account(String value, long nowMillis) {
    Account known = accounts.get(value);
    return known == null ? made(value, nowMillis) : known;
  }

  private synchronized Account made(String value, long nowMillis) {
    Account known = accounts.get(value);
    if (known != null) {
      return known;
    }
    String name = accounts.size() < mostValues ? value : OTHER;
    return accounts.computeIfAbsent(name, unseen -> new Account(window, nowMillis));
  }

  @Override
  public @Nullable String refusal(CallStart start, Preview preview, long nowMillis) {
    if (limit().signum() == 0) {
      return Wording.closed(terms);
    }
    if (!isAnySpent(nowMillis)) {
      return null;
    }
    String value = value(start, preview);
    if (value == null) {
      if (!preview.defer(this::letGo)) {
        letGo();
      }
      return null;
    }
    Account account = accounts.get(value);
    if (account == null) {
      value = OTHER;
      account = accounts.size() < mostValues ? null : accounts.get(OTHER);
    }
    return account == null ? null : refusal(value, account, nowMillis);
  }

  /**
   * Sets the counter to 0 only if it has not grown meanwhile: another thread may add to a value.
   */
  private boolean isAnySpent(long nowMillis) {
    long before = spentWhole.get();
    if (before == 0) {
      return false;
    }
    for (Account account : accounts.values()) {
      if (!isLeft(account.spent(nowMillis))) {
        return true;
      }
    }
    spentWhole.compareAndSet(before, 0);
    return false;
  }

  @Override
  public boolean looksAtBodies(long nowMillis) {
    BudgetSplit split = terms.split();
    return (split.by() == BudgetSplit.By.MODEL || split.owner().equals(Attribution.USER))
        && isAnySpent(nowMillis);
  }

  private void letGo() {
    if (unforeseen.getAndIncrement() == 0) {
      notices.say(Wording.unforeseen(terms));
    }
  }

  private @Nullable String refusal(String value, Account account, long nowMillis) {
    Account.Spent spent = account.spent(nowMillis);
    return isLeft(spent)
        ? null
        : Wording.refusal(
            new Standing(terms, value, spent.amount()), unknown(spent), end(account).toString());
  }

  private boolean isLeft(Account.Spent spent) {
    return spent.amount().compareTo(limit()) < 0 && unknown(spent) == 0;
  }

  /** How many calls of unknown cost end the budget. */
  private long unknown(Account.Spent spent) {
    return isStrict() ? spent.unrated() : 0;
  }

  private boolean isStrict() {
    return terms.unrated() == BudgetUnrated.BLOCK;
  }

  private Instant end(Account account) {
    return Instant.ofEpochMilli(account.freeAtMillis(limit(), isStrict()));
  }

  private void warn(String value, Account account, List<Integer> reached, long nowMillis) {
    for (int threshold : reached) {
      notices.warn(
          new Warning(
              new Standing(terms, value, account.spent(nowMillis).amount()),
              threshold,
              Instant.ofEpochMilli(nowMillis),
              Instant.ofEpochMilli(account.freeAtMillis(part(threshold), false))));
    }
  }

  private BigDecimal part(int threshold) {
    return limit().multiply(BigDecimal.valueOf(threshold)).movePointLeft(2);
  }

  @Override
  public boolean isKept() {
    return true;
  }

  @Override
  public void keep(Consumer<StateLine> lines) {
    String name = StateLine.budget(terms);
    accounts.forEach(
        (value, account) -> {
          for (Account.Step step : account.steps()) {
            lines.accept(new StateLine(name, value, window.startMillis(step.number()), step));
          }
        });
  }

  @Override
  public boolean restore(StateLine line, long nowMillis) {
    if (!line.budget().equals(StateLine.budget(terms))) {
      return false;
    }
    Account.Step step = line.step().at(window.step(line.startMillis()));
    account(line.value(), nowMillis).restore(step, nowMillis);
    spentWhole.incrementAndGet();
    return true;
  }

  @Override
  public List<String> lines(long nowMillis) {
    List<Standing> most = new ArrayList<>();
    forEach(nowMillis, most::add);
    if (most.isEmpty()) {
      return Budget.super.lines(nowMillis);
    }
    most.sort(comparing(Standing::spent).reversed().thenComparing(Standing::value));
    List<String> lines = new ArrayList<>();
    most.stream().limit(MOST_LINES).forEach(standing -> lines.add(line(standing, nowMillis)));
    if (most.size() > MOST_LINES) {
      lines.add(terms.name() + ": less is spent for " + (most.size() - MOST_LINES) + " others");
    }
    if (unforeseen.get() > 0) {
      lines.add(Wording.unforeseen(terms, unforeseen.get()));
    }
    return lines;
  }

  private String line(Standing standing, long nowMillis) {
    Account account = account(standing.value(), nowMillis);
    Account.Spent spent = account.spent(nowMillis);
    boolean ends = limit().signum() > 0 && (window.steps() == 1 || !isLeft(spent));
    return Wording.line(standing, unknown(spent), ends ? end(account) : null);
  }

  @Override
  public void forEach(long nowMillis, Consumer<Standing> reader) {
    accounts.forEach(
        (value, account) ->
            reader.accept(new Standing(terms, value, account.spent(nowMillis).amount())));
  }
}
