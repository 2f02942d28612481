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
    Billing billing = usage.billing();
    StatedAmount stated = usage.stated();
    Billing.Priced priced =
        billing.priced(
            stated != null, isUsers(bill.card()), bill.gap() != null, !bill.charges().isEmpty());
    if (stated != null && priced == Billing.Priced.AS_STATED) {
      return stated(stated, usage, bill, table);
    }
    boolean known = priced == Billing.Priced.NOT && billing.kind() != Billing.Kind.UNKNOWN;
    String reason = known || billing.reason() == null ? bill.gap() : billing.reason();
    return priced == Billing.Priced.NOT
        ? unrated(usage, reason, bill, table)
        : local(usage, priced == Billing.Priced.WHOLE ? null : reason, bill, table);
  }

  private static boolean isUsers(@Nullable RateCard card) {
    return card != null && card.users();
  }

  private static Rating free(UsageRecord usage, PriceTable table) {
    return new Rating(
        Status.FREE,
        usage.billing().reason(),
        List.of(),
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
        bill.measures(),
        Decimals.plain(stated.amount()),
        stated.currency(),
        Source.PROVIDER,
        id(bill.card()),
        table.version(),
        usage.estimated());
  }

  private static Rating local(
      UsageRecord usage, @Nullable String reason, Bill bill, PriceTable table) {
    Charges charges = bill.charges();
    return new Rating(
        reason == null ? Status.RATED : Status.PARTIAL,
        reason,
        charges,
        bill.measures(),
        Decimals.sumOfAmounts(charges),
        bill.currency(),
        Source.LOCAL,
        id(bill.card()),
        table.version(),
        usage.estimated() || bill.isOfAnotherSnapshot());
  }

  private static Rating unrated(
      UsageRecord usage, @Nullable String reason, Bill bill, PriceTable table) {
    return new Rating(
        Status.UNRATED,
        reason,
        List.of(),
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
