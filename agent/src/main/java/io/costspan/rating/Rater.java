package io.costspan.rating;

import io.costspan.ratecard.PriceTable;
import io.costspan.ratecard.RateCard;
import io.costspan.rating.Rating.Status;
import io.costspan.usage.Billing;
import io.costspan.usage.Reasons;
import io.costspan.usage.StatedAmount;
import io.costspan.usage.UsageRecord;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Rates a usage record. Pure: the same record, table and instant give the same rating. A card of
 * the user takes precedence, then the amount that the provider stated, then the bundled prices; the
 * charge lines are kept in any case. A missing price never counts as zero.
 */
public final class Rater {
  private final Supplier<PriceTable> prices;

  private final Bills bills = new Bills(Rater::rate);

  public Rater(Supplier<PriceTable> prices) {
    this.prices = prices;
  }

  /**
   * Rates one call.
   *
   * @param at start of the call, whose prices in force apply
   */
  public Rating rate(UsageRecord usage, Instant at) {
    PriceTable table = prices.get();
    boolean work = !usage.quantities().isEmpty();
    if (usage.billing().kind() == Billing.Kind.FREE && !(work && isProvisioned(usage))) {
      return Rating.free(usage.billing().reason(), null, table.version());
    }
    if (!table.isWhole()) {
      // A user's price must not be replaced by a bundled one because a file hangs.
      return Rating.unrated(Reasons.PRICES_UNREAD, null, table.version(), usage.estimated());
    }
    return bills.rate(usage, table, at);
  }

  /** Whether the call is paid by the hour, unless the user has a price of their own for it. */
  private static boolean isProvisioned(UsageRecord usage) {
    return Reasons.PROVISIONED.equals(usage.billing().reason());
  }

  /** The price of each quantity of a call, for people; see {@link #rate}. */
  public List<Quote> explain(UsageRecord usage, Instant at) {
    return new Bill().of(usage, prices.get(), at).quotes();
  }

  /**
   * The name under which a card lists a model of the call; null if none does, although a card for a
   * family or for any model may price it.
   */
  public @Nullable String listed(UsageRecord usage, String model) {
    PriceTable table = prices.get();
    String own = table.listed(usage.provider(), model);
    String upstream = usage.upstream();
    return own == null && upstream != null ? Bill.listed(upstream, model, table) : own;
  }

  private static Rating rate(Bill bill) {
    UsageRecord usage = bill.usage();
    RateCard card = bill.card();
    if (card != null && card.free() != null) {
      return Rating.free(card.free(), card.id(), bill.priceTable());
    }
    if (isProvisioned(usage) && (card == null || !card.own() || bill.charges().isEmpty())) {
      return Rating.free(Reasons.PROVISIONED, null, bill.priceTable());
    }
    Billing billing = isProvisioned(usage) ? Billing.BILLED : usage.billing();
    StatedAmount stated = usage.stated();
    Billing.Priced priced =
        billing.priced(
            stated != null, isUsers(card), bill.gap() != null, !bill.charges().isEmpty());
    if (stated != null && priced == Billing.Priced.AS_STATED) {
      return stated(stated, bill);
    }
    boolean known = priced == Billing.Priced.NOT && billing.kind() != Billing.Kind.UNKNOWN;
    String reason = known || billing.reason() == null ? bill.gap() : billing.reason();
    return priced == Billing.Priced.NOT
        ? Rating.unrated(reason, id(bill.card()), bill.priceTable(), usage.estimated())
        : local(priced == Billing.Priced.WHOLE ? null : reason, bill);
  }

  private static boolean isUsers(@Nullable RateCard card) {
    return card != null && card.users();
  }

  private static Rating stated(StatedAmount stated, Bill bill) {
    return new Rating(
        Status.RATED,
        null,
        bill.charges(),
        bill.measures(),
        Decimals.plain(stated.amount()),
        stated.currency(),
        id(bill.card()),
        bill.priceTable(),
        true,
        bill.usage().estimated() || bill.isProvisional());
  }

  private static Rating local(@Nullable String reason, Bill bill) {
    Charges charges = bill.charges();
    return new Rating(
        reason == null ? Status.RATED : Status.PARTIAL,
        reason,
        charges,
        bill.measures(),
        Decimals.sumOfAmounts(charges),
        bill.currency(),
        id(bill.card()),
        bill.priceTable(),
        false,
        bill.usage().estimated()
            || bill.isOfAnotherSnapshot()
            || bill.isOfUnpricedBatch()
            || bill.isProvisional());
  }

  private static @Nullable String id(@Nullable RateCard card) {
    return card == null ? null : card.id();
  }
}
