package io.costspan.reconcile;

import io.costspan.pipeline.CallFacts;
import io.costspan.pipeline.RatedCall;
import io.costspan.rating.ChargeLine;
import io.costspan.rating.Rating;
import io.costspan.reconcile.OwnDay.Kind;
import io.costspan.reconcile.OwnDay.Remark;
import io.costspan.usage.Quantity;
import io.costspan.usage.Reasons;
import io.costspan.usage.UsageRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What ledgers have of a provider, added up by day, model and meter: its memory does not grow with
 * the ledgers.
 */
public final class OwnBooks {
  /** The calls of one model on one day. */
  record Key(LocalDate day, OwnName name) {}

  private static final int FIRST_FAILURE = 400;
  private static final String BATCH = "batch";

  private static final Set<String> UNCOUNTED =
      Set.of(Reasons.NOT_SENT, Reasons.NOT_BILLABLE, Reasons.ALREADY_RATED, Reasons.CACHE_HIT);

  private final BillFormat format;
  private final ZoneId zone;
  private final Map<Key, OwnDay> days = new HashMap<>();
  private final Map<String, Long> others = new TreeMap<>();
  private final Writers writers = new Writers();
  private final TreeSet<LocalDate> seen = new TreeSet<>();
  private @Nullable Instant first;
  private @Nullable Instant last;

  /**
   * @param zone whose days are compared
   */
  public OwnBooks(BillFormat format, ZoneId zone) {
    this.format = format;
    this.zone = zone;
  }

  /**
   * Adds a line.
   *
   * @param service that wrote it, null in old ledgers, like the host and the instance
   */
  public void add(
      RatedCall call, @Nullable String service, @Nullable String host, @Nullable String instance) {
    Instant at = call.facts().startedAt();
    LocalDate day = day(at);
    seen.add(day);
    first = first == null || at.isBefore(first) ? at : first;
    last = last == null || at.isAfter(last) ? at : last;
    UsageRecord usage = call.usage();
    if (!format.provider().test(usage.provider())) {
      others.merge(usage.provider(), 1L, Long::sum);
      return;
    }
    if (isUnknownToProvider(call.rating())) {
      return;
    }
    writers.add(service, host, instance);
    OwnDay own = own(day, usage, usage.responseModel());
    remark(call, own);
    if (!Reasons.FAILED.equals(call.rating().reason())) {
      own.addCall();
    }
    if (call.rating().status().mayCost()) {
      addQuantities(day, usage.measuredBy(call.rating().measures()));
      addAmounts(day, usage, call.rating(), own);
    }
  }

  /** Whether a provider neither counts nor bills such calls, or counted them before. */
  private static boolean isUnknownToProvider(Rating rating) {
    String reason = rating.reason();
    return rating.status() == Rating.Status.BLOCKED
        || (reason != null && !rating.status().mayCost() && UNCOUNTED.contains(reason));
  }

  private void addQuantities(LocalDate day, UsageRecord usage) {
    for (Quantity quantity : usage.quantities()) {
      own(day, usage, model(quantity, usage)).use(quantity.meter(), quantity.count());
    }
  }

  private void addAmounts(LocalDate day, UsageRecord usage, Rating rating, OwnDay own) {
    BigDecimal rest = rating.amount();
    String currency = rating.currency();
    if (rest == null || currency == null) {
      return;
    }
    for (ChargeLine charge : rating.charges()) {
      own(day, usage, model(charge, usage)).charge(charge.meter(), charge.amount(), currency);
      rest = rest.subtract(charge.amount());
    }
    own.addRest(rest, currency);
  }

  private OwnDay own(LocalDate day, UsageRecord usage, @Nullable String model) {
    OwnName name = new OwnName(usage.provider(), model, usage.requestModel());
    return days.computeIfAbsent(new Key(day, name), unseen -> new OwnDay());
  }

  private static @Nullable String model(Quantity quantity, UsageRecord usage) {
    String other = quantity.attributes().get(Quantity.MODEL);
    return other == null ? usage.responseModel() : other;
  }

  /** Charges do not name the model of an advisor or an image tool; their quantities do. */
  private static @Nullable String model(ChargeLine charge, UsageRecord usage) {
    for (Quantity quantity : usage.quantities()) {
      if (quantity.meter() == charge.meter()
          && quantity.count().compareTo(charge.quantity()) == 0) {
        return model(quantity, usage);
      }
    }
    return usage.responseModel();
  }

  private void remark(RatedCall call, OwnDay own) {
    Rating rating = call.rating();
    CallFacts facts = call.facts();
    switch (rating.status()) {
      case UNRATED -> own.remark(new Remark(Kind.UNRATED, rating.reason()));
      case PARTIAL -> own.remark(new Remark(Kind.PARTIAL, rating.reason()));
      case FREE -> own.remark(new Remark(Kind.FREE, rating.reason()));
      default -> {}
    }
    if (rating.estimated() || call.usage().estimated()) {
      own.remark(new Remark(Kind.ESTIMATED, null));
    }
    if (call.usage().operation().equals(BATCH)) {
      own.remark(new Remark(Kind.BATCH, null));
    }
    if (rating.stated()) {
      own.remark(new Remark(Kind.STATED, null));
    }
    if (rating.status().mayCost() && facts.status() >= FIRST_FAILURE) {
      own.remark(new Remark(Kind.FAILED, null));
    }
    Instant end = facts.startedAt().plusMillis(facts.durationMillis());
    if (!day(end).equals(day(facts.startedAt()))) {
      own.remark(new Remark(Kind.LATE, null));
    }
  }

  LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, zone);
  }

  /** Whose days are compared. */
  ZoneId zone() {
    return zone;
  }

  Map<Key, OwnDay> days() {
    return days;
  }

  /** Calls of providers that are not on such a bill. */
  Map<String, Long> others() {
    return others;
  }

  Writers writers() {
    return writers;
  }

  /** The days of all lines, whatever their provider. */
  TreeSet<LocalDate> seen() {
    return seen;
  }

  /** The first line's time; null if there is none. */
  @Nullable Instant first() {
    return first;
  }

  @Nullable Instant last() {
    return last;
  }
}
