package io.costspan.focus;

import io.costspan.focus.Subject.CallId;
import io.costspan.focus.Subject.Kind;
import io.costspan.pipeline.CallFacts;
import io.costspan.pipeline.RatedCall;
import io.costspan.pipeline.SpanRef;
import io.costspan.rating.ChargeLine;
import io.costspan.rating.Rating;
import io.costspan.usage.Quantity;
import io.costspan.usage.UsageRecord;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The charges of a call with an amount: one for each charge line, and one for what the amount is
 * more or less than their sum. So the charges add up to the amount exactly.
 */
final class Split {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration DAY = Duration.ofDays(1);

  private final RatedCall call;
  private final UsageRecord usage;
  private final Rating rating;
  private final @Nullable String application;
  private final Contract contract;
  private final ListPrices prices;
  private final boolean each;
  private final String currency;
  private final List<Charge> charges = new ArrayList<>();

  private Split(
      RatedCall call,
      @Nullable String application,
      Contract contract,
      ListPrices prices,
      boolean each) {
    this.call = call;
    this.usage = call.usage();
    this.rating = call.rating();
    this.application = application;
    this.contract = contract;
    this.prices = prices;
    this.each = each;
    this.currency = Objects.requireNonNull(rating.currency());
  }

  /**
   * @param call has an amount
   * @param each whether each charge has a row of its own
   */
  static List<Charge> of(
      RatedCall call,
      @Nullable String application,
      Contract contract,
      ListPrices prices,
      boolean each) {
    Split split = new Split(call, application, contract, prices, each);
    split.addAll(Objects.requireNonNull(call.rating().amount()));
    return split.charges;
  }

  private void addAll(BigDecimal amount) {
    List<ChargeLine> lines = areLinesOfAmount() ? rating.charges() : List.of();
    if (!lines.isEmpty()) {
      addLines(lines);
    }
    BigDecimal rest = lines.stream().map(ChargeLine::amount).reduce(amount, BigDecimal::subtract);
    if (rest.signum() != 0 || (lines.isEmpty() && rating.stated())) {
      addStated(rest, lines.isEmpty() ? Kind.STATED : Kind.REST);
    }
  }

  /** The lines beside a stated amount are only known to be in its currency if their card is. */
  private boolean areLinesOfAmount() {
    return !rating.stated()
        || rating.charges().stream()
            .map(line -> prices.card(line.priceId()))
            .allMatch(card -> card != null && card.currency().equals(currency));
  }

  private void addLines(List<ChargeLine> lines) {
    Rating list = rating.stated() || prices.areIn(lines) ? null : prices.rate(call);
    BigDecimal worth =
        list == null ? null : contract.worth(Objects.requireNonNull(list.currency()), currency);
    List<BigDecimal> listed =
        list == null || worth == null
            ? lines.stream().map(ChargeLine::amount).toList()
            : ListPrices.spread(list.charges(), lines).stream().map(worth::multiply).toList();
    String listId = list == null || worth == null ? null : list.priceId();
    Used used = new Used(usage.quantities(), lines);
    for (int i = 0; i < lines.size(); i++) {
      ChargeLine line = lines.get(i);
      charges.add(
          new Charge(
              metered(line, used.attributes(line), listId),
              line.amount(),
              listed.get(i),
              line.quantity(),
              used.count(line)));
    }
  }

  private Subject metered(
      ChargeLine line, Map<String, String> attributes, @Nullable String listId) {
    Sku sku =
        Sku.of(
            usage.provider(),
            usage.operation(),
            attributes.getOrDefault(Quantity.MODEL, model()),
            line.meter(),
            attributes,
            usage.attributes());
    // Units of a price are counted in whole numbers.
    boolean whole = line.per().stripTrailingZeros().scale() <= 0;
    BigDecimal price = line.rate().multiply(line.factor());
    return subject(
        Kind.METERED,
        sku,
        whole ? line.per() : BigDecimal.ONE,
        whole ? price : price.divide(line.per(), MathContext.DECIMAL128),
        line.priceId(),
        listId);
  }

  private void addStated(BigDecimal amount, Kind kind) {
    Sku sku = Sku.ofStatedAmount(usage.provider(), usage.operation(), model());
    Subject subject = subject(kind, sku, BigDecimal.ONE, null, null, null);
    charges.add(new Charge(subject, amount, amount, BigDecimal.ONE, BigDecimal.ONE));
  }

  private @Nullable String model() {
    return usage.responseModel() == null ? usage.requestModel() : usage.responseModel();
  }

  private Subject subject(
      Kind kind,
      Sku sku,
      BigDecimal per,
      @Nullable BigDecimal price,
      @Nullable String priceId,
      @Nullable String listId) {
    CallFacts facts = call.facts();
    Instant begun = facts.startedAt();
    Instant start = begun.truncatedTo(each ? ChronoUnit.SECONDS : ChronoUnit.DAYS);
    Instant ended = begun.plusMillis(facts.durationMillis()).truncatedTo(ChronoUnit.SECONDS);
    return new Subject(
        kind,
        start,
        each ? ended.plus(SECOND) : start.plus(DAY),
        application,
        usage.attributes().get("region"),
        new TreeMap<>(call.owners()),
        sku,
        plain(per),
        price == null ? null : plain(price),
        priceId,
        listId,
        currency,
        rating.source(),
        rating.status(),
        rating.estimated(),
        each ? callId() : null);
  }

  private CallId callId() {
    SpanRef span = call.span();
    return new CallId(
        span == null ? null : span.traceId(),
        span == null ? null : span.spanId(),
        usage.responseId(),
        usage.conversation().id(),
        call.caller());
  }

  /** Equal numbers are to be equal subjects. */
  private static BigDecimal plain(BigDecimal number) {
    return new BigDecimal(Column.plain(number));
  }
}
