package io.costspan.page;

import io.costspan.health.Excerpt;
import io.costspan.pipeline.RatedCall;
import io.costspan.rating.ExchangeRates;
import io.costspan.receipt.Receipt;
import io.costspan.receipt.RowKey;
import io.costspan.receipt.Sums;
import io.costspan.receipt.SumsBy;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What the page needs beside the sums of the receipt. Each part of it has a limit, so that neither
 * names nor time make it grow.
 */
final class Spending {
  static final String UNKNOWN = "";
  private static final int LIMIT = 100;
  private static final String OTHER = "other";

  private final Receipt receipt;
  private final ExchangeRates rates;
  private final Clock clock;
  private final AtomicLong sinceMillis;
  private final Timeline timeline;
  private final SumsBy<String> callers = new SumsBy<>(LIMIT, OTHER);
  private final Map<String, SumsBy<String>> owners = new LinkedHashMap<>();
  private final LastCalls lastCalls = new LastCalls();
  private final PricesInUse prices = new PricesInUse();

  /**
   * @param receipt is given the same calls
   * @param owners the names of all owners that calls may have
   * @param rates by which amounts of several currencies have one total
   */
  Spending(Receipt receipt, Set<String> owners, ExchangeRates rates, Clock clock) {
    this.receipt = receipt;
    this.rates = rates;
    this.clock = clock;
    sinceMillis = new AtomicLong(clock.millis());
    timeline = new Timeline(clock.millis());
    owners.forEach(name -> this.owners.put(name, new SumsBy<>(LIMIT, OTHER)));
  }

  void add(RatedCall call) {
    // The call with which the agent wakes up began before the page was made.
    sinceMillis.accumulateAndGet(call.facts().startedAt().toEpochMilli(), Math::min);
    callers.add(shown(call.caller()), call);
    owners.forEach((name, values) -> values.add(shown(call.owners().get(name)), call));
    BigDecimal amount = call.rating().amount();
    if (amount != null && amount.signum() > 0 && call.rating().currency() != null) {
      timeline.add(call.rating().currency(), amount, clock.millis());
    }
    lastCalls.add(call);
    prices.add(call);
  }

  private static String shown(@Nullable String name) {
    return name == null ? UNKNOWN : Excerpt.of(name);
  }

  /** How everything stands. */
  Snapshot now(OtherRooms others) {
    long millis = clock.millis();
    Map<RowKey, Sums> rows = receipt.sums();
    Map<String, List<Group>> byOwner = new LinkedHashMap<>();
    String lead = Group.lead(rows.values(), rates);
    owners.forEach((name, values) -> byOwner.put(name, Group.sorted(values.copy(), lead)));
    return new Snapshot(
        Instant.ofEpochMilli(millis),
        Instant.ofEpochMilli(sinceMillis.get()),
        others,
        rows,
        rates,
        lead,
        timeline.lastMinute(millis),
        timeline.secondsPerBar(millis),
        timeline.bars(millis),
        Group.sorted(callers.copy(), lead),
        byOwner,
        lastCalls.latestFirst(),
        prices.all());
  }
}
