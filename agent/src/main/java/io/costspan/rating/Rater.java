package io.costspan.rating;

import io.costspan.ratecard.PriceTable;
import io.costspan.ratecard.RateCard;
import io.costspan.rating.Rating.Source;
import io.costspan.rating.Rating.Status;
import io.costspan.usage.Billing;
import io.costspan.usage.Reasons;
import io.costspan.usage.StatedAmount;
import io.costspan.usage.UsageRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Puts a price on a usage record. Pure: same record, table and instant, same rating. A card of the
 * user's wins, then the amount that the provider stated, then the bundled prices; our own charge
 * lines are kept whoever wins. What has no price is never taken as zero.
 */
public final class Rater {
  private static final String CURRENCY_OF_FREE = "USD";

  private final Supplier<PriceTable> prices;

  /** A bill that nobody draws up at the moment: calls end on any thread. */
  private final AtomicReference<@Nullable Bill> idle = new AtomicReference<>();

  public Rater(Supplier<PriceTable> prices) {
    this.prices = prices;
  }

  /**
   * Rates one call.
   *
   * @param at start of the call: the prices in force then count
   */
  public Rating rate(UsageRecord usage, Instant at) {
    PriceTable table = prices.get();
    if (usage.billing().kind() == Billing.Kind.FREE) {
      return free(usage, table);
    }
    if (!table.isWhole()) {
      return unread(usage, table);
    }
    Bill known = idle.getAndSet(null);
    Bill bill = known == null ? new Bill() : known;
    Rating rating = rate(usage, bill.of(usage, table, at), table);
    idle.setRelease(bill);
    return rating;
  }

  /**
   * The name by which a card lists a model of the call; null if none does, though one for families
   * or for any model may price it.
   */
  public @Nullable String listed(UsageRecord usage, String model) {
    PriceTable table = prices.get();
    String own = table.listed(usage.provider(), model);
    String upstream = usage.upstream();
    return own == null && upstream != null ? Bill.listed(upstream, model, table) : own;
  }

  private static Rating rate(UsageRecord usage, Bill bill, PriceTable table) {
    StatedAmount stated = usage.stated();
    if (stated != null && !isUsersPrice(bill)) {
      return stated(stated, usage, bill, table);
    }
    return usage.billing().kind() == Billing.Kind.UNKNOWN
        ? unrated(usage, bill, table)
        : local(usage, bill, table);
  }

  private static boolean isUsersPrice(Bill bill) {
    RateCard card = bill.card();
    return card != null && card.users() && bill.gap() == null;
  }

  private static Rating free(UsageRecord usage, PriceTable table) {
    return new Rating(
        Status.FREE,
        usage.billing().reason(),
        List.of(),
        BigDecimal.ZERO,
        CURRENCY_OF_FREE,
        Source.LOCAL,
        null,
        table.version(),
        false);
  }

  /** A price of the user's must not become a bundled one because his file hangs. */
  private static Rating unread(UsageRecord usage, PriceTable table) {
    return new Rating(
        Status.UNRATED,
        Reasons.PRICES_UNREAD,
        List.of(),
        null,
        null,
        Source.LOCAL,
        null,
        table.version(),
        usage.estimated());
  }

  private static Rating stated(
      StatedAmount stated, UsageRecord usage, Bill bill, PriceTable table) {
    return new Rating(
        Status.RATED,
        null,
        bill.charges(),
        Decimals.plain(stated.amount()),
        stated.currency(),
        Source.PROVIDER,
        id(bill.card()),
        table.version(),
        usage.estimated());
  }

  private static Rating unrated(UsageRecord usage, Bill bill, PriceTable table) {
    String reason = usage.billing().reason();
    return withoutAmount(usage, reason, bill, table);
  }

  private static Rating local(UsageRecord usage, Bill bill, PriceTable table) {
    Charges charges = bill.charges();
    String gap = bill.gap();
    if (gap != null && charges.isEmpty()) {
      return withoutAmount(usage, gap, bill, table);
    }
    return new Rating(
        gap == null ? Status.RATED : Status.PARTIAL,
        gap,
        charges,
        Decimals.sumOfAmounts(charges),
        bill.currency(),
        Source.LOCAL,
        id(bill.card()),
        table.version(),
        usage.estimated() || bill.isOfAnotherSnapshot());
  }

  private static Rating withoutAmount(
      UsageRecord usage, @Nullable String reason, Bill bill, PriceTable table) {
    return new Rating(
        Status.UNRATED,
        reason,
        List.of(),
        null,
        null,
        Source.LOCAL,
        id(bill.card()),
        table.version(),
        usage.estimated());
  }

  private static @Nullable String id(@Nullable RateCard card) {
    return card == null ? null : card.id();
  }
}
