package io.costspan.page;

import io.costspan.budget.Standing;
import io.costspan.pipeline.CallFixture;
import io.costspan.pipeline.ManualClock;
import io.costspan.pipeline.RatedCall;
import io.costspan.rating.ExchangeRates;
import io.costspan.receipt.Receipt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A page that is given calls, at times that a test says. */
final class SpendingFixture {
  static final Instant START = Instant.parse("2026-11-28T10:00:00Z");

  private final ManualClock clock = new ManualClock(START.toString());
  private final Receipt receipt = new Receipt();
  private final Spending spending;

  SpendingFixture(String rates, String... owners) {
    spending = new Spending(receipt, Set.of(owners), ExchangeRates.of(rates), clock);
  }

  SpendingFixture() {
    this("", "team");
  }

  SpendingFixture later(Duration time) {
    clock.pass(time);
    return this;
  }

  SpendingFixture add(CallFixture call) {
    return add(call.build());
  }

  SpendingFixture add(RatedCall call) {
    receipt.accept(call);
    spending.add(call);
    return this;
  }

  Receipt receipt() {
    return receipt;
  }

  Snapshot snapshot(Standing... budgets) {
    return spending.now(
        new OtherRooms(
            new ThisJvm("shop", 4711, "build-7", START, "0.1.0", "17"),
            Map.of(),
            List.of(),
            List.of(budgets),
            "2026-11-20",
            8));
  }

  String html() {
    return text("/");
  }

  String json() {
    return text("/spend.json");
  }

  private String text(String path) {
    try {
      return new String(new Documents(this::snapshot).at(path).bytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
