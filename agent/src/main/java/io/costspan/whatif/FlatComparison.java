package io.costspan.whatif;

import io.costspan.pipeline.RatedCall;
import io.costspan.rating.ExchangeRates;
import io.costspan.rating.Rating;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An offer of a price per call against what the calls cost. Not safe for use by several threads.
 */
public final class FlatComparison {
  private final FlatOffer offer;
  private final ExchangeRates rates;
  private final ZoneId zone;
  private final Map<String, Calls> byCurrency = new TreeMap<>();
  private final Map<String, Long> unknown = new TreeMap<>();
  private long notBilled;

  /** The calls that are billed in one currency. */
  private static final class Calls {
    private final Amounts amounts = new Amounts();
    private final Months months = new Months();
    private long estimated;
  }

  /**
   * Compares an offer.
   *
   * @param rates to compare it with calls in another currency
   * @param zone in which days are counted
   */
  public FlatComparison(FlatOffer offer, ExchangeRates rates, ZoneId zone) {
    this.offer = offer;
    this.rates = rates;
    this.zone = zone;
  }

  /** Adds a call of the ledger, if the offer is for such calls. */
  public void add(RatedCall call) {
    if (!offer.model().matches(call.usage())) {
      return;
    }
    Rating rating = call.rating();
    BigDecimal amount = rating.amount();
    String gap = Pricing.gap(rating);
    if (!rating.status().mayCost()) {
      notBilled++;
    } else if (gap != null || amount == null || rating.currency() == null) {
      unknown.merge(rating.status().wireName() + ": " + gap, 1L, Long::sum);
    } else {
      Calls calls = byCurrency.computeIfAbsent(rating.currency(), first -> new Calls());
      calls.amounts.add(amount);
      calls.months.add(call.facts().startedAt().atZone(zone).toLocalDate(), amount);
      calls.estimated += rating.estimated() ? 1 : 0;
    }
  }

  public FlatOffer offer() {
    return offer;
  }

  /** Calls of which it is not known in whole what they cost, by rating and reason. */
  public Map<String, Long> unknown() {
    return Collections.unmodifiableMap(unknown);
  }

  /** Calls that cost nothing; an offer is taken not to bill them either. */
  public long notBilled() {
    return notBilled;
  }

  /** One result for each currency in which the calls are billed. */
  public List<Result> results() {
    return byCurrency.entrySet().stream()
        .map(entry -> result(entry.getKey(), entry.getValue()))
        .toList();
  }

  private Result result(String currency, Calls calls) {
    BigDecimal exchange = rates.rate(offer.currency(), currency);
    BigDecimal flat = exchange == null ? null : offer.price().multiply(exchange);
    return new Result(currency, flat, calls.amounts, calls.months, calls.estimated);
  }

  /** What an offer comes to for the calls that are billed in one currency. */
  public static final class Result {
    private final String currency;
    private final @Nullable BigDecimal flat;
    private final Amounts amounts;
    private final Months months;
    private final long estimated;

    private Result(
        String currency,
        @Nullable BigDecimal flat,
        Amounts amounts,
        Months months,
        long estimated) {
      this.currency = currency;
      this.flat = flat;
      this.amounts = amounts;
      this.months = months;
      this.estimated = estimated;
    }

    /** That of the calls, and of all amounts here. */
    public String currency() {
      return currency;
    }

    /** The offer in that currency; null without an exchange rate. */
    public @Nullable BigDecimal flat() {
      return flat;
    }

    public long calls() {
      return amounts.calls();
    }

    /** How many of the calls are an estimate. */
    public long estimated() {
      return estimated;
    }

    /** What the calls cost together. */
    public BigDecimal measured() {
      return amounts.sum();
    }

    /** What they cost together by the offer; null without an exchange rate. */
    public @Nullable BigDecimal offered() {
      return flat == null ? null : flat.multiply(BigDecimal.valueOf(calls()));
    }

    /** The price per call at which both come to the same: what the calls cost on average. */
    public BigDecimal equal() {
      return amounts.mean();
    }

    /** What so many of a hundred calls do not exceed; see {@link Amounts#percentile}. */
    public BigDecimal percentile(int percent) {
      return amounts.percentile(percent);
    }

    /** The calls that are dearer than the offer, less dear, or neither. */
    public Side side(int sign) {
      return amounts.side(amount -> flat != null && Integer.signum(amount.compareTo(flat)) == sign);
    }

    /** From the day of the first call to that of the last. */
    public long days() {
      return months.days();
    }

    /** How the sum of thirty days varies as it is; null with less than a week of calls. */
    public @Nullable Range month() {
      return months.byAmounts();
    }

    /** The same by the offer. */
    public @Nullable Range monthOffered() {
      return flat == null ? null : months.at(flat);
    }
  }

  /**
   * The sum of a month: nine months of ten are within low and high.
   *
   * @param low one in twenty is lower
   * @param high one in twenty is higher
   */
  public record Range(BigDecimal low, BigDecimal middle, BigDecimal high) {}

  /** Some of the calls, and what they cost together. */
  public record Side(long calls, BigDecimal money) {}
}
