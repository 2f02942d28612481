package io.costspan.receipt;

import io.costspan.health.Excerpt;
import io.costspan.pipeline.RatedCall;
import io.costspan.rating.DecimalSum;
import io.costspan.rating.Rating;
import io.costspan.rating.Rating.Status;
import io.costspan.usage.Quantity;
import io.costspan.usage.UsageMeter;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What calls add up to. Amounts in two currencies are never added. */
public final class Sums {
  private final Map<UsageMeter, DecimalSum> quantities = new EnumMap<>(UsageMeter.class);
  private final Map<String, DecimalSum> amounts = new TreeMap<>();
  private final Map<Verdict, Long> exceptions = new TreeMap<>();
  private final long[] calls = new long[Status.values().length];
  private final Map<String, DecimalSum> estimates = new TreeMap<>();
  private long estimatedCalls;

  /** How a call was rated that is not simply rated, and why. */
  public record Verdict(Status status, String reason) implements Comparable<Verdict> {
    /** Such as {@code unrated: aborted}. */
    @Override
    public String toString() {
      return status.wireName() + ": " + reason;
    }

    @Override
    public int compareTo(Verdict other) {
      return toString().compareTo(other.toString());
    }
  }

  /** Adds a call. */
  public void add(RatedCall call) {
    Rating rating = call.rating();
    calls[rating.status().ordinal()]++;
    if (rating.estimated() && rating.amount() != null && rating.currency() != null) {
      estimatedCalls++;
      add(rating.amount(), Excerpt.of(rating.currency()), estimates);
    }
    if (rating.status().mayCost()) {
      addUp(call.usage().quantities(), rating);
    }
    if (rating.status() != Status.RATED) {
      String reason = Objects.requireNonNullElse(rating.reason(), "");
      exceptions.merge(new Verdict(rating.status(), reason), 1L, Long::sum);
    }
  }

  private void addUp(List<Quantity> counted, Rating rating) {
    for (int i = 0; i < counted.size(); i++) {
      add(counted.get(i).count(), counted.get(i).meter(), quantities);
    }
    if (rating.amount() != null && rating.currency() != null) {
      add(rating.amount(), Excerpt.of(rating.currency()), amounts);
    }
  }

  private static <K> void add(BigDecimal number, K key, Map<K, DecimalSum> sums) {
    sums.computeIfAbsent(key, first -> new DecimalSum()).add(number);
  }

  private static <K> void addAll(Map<K, DecimalSum> others, Map<K, DecimalSum> sums) {
    others.forEach((key, sum) -> add(sum.value(), key, sums));
  }

  /** What is known so far. */
  private static <K> Map<K, BigDecimal> values(Map<K, DecimalSum> sums) {
    Map<K, BigDecimal> values = new LinkedHashMap<>();
    sums.forEach((key, sum) -> values.put(key, sum.value()));
    return values;
  }

  /** Adds what other calls add up to. */
  public Sums add(Sums others) {
    addAll(others.quantities, quantities);
    addAll(others.amounts, amounts);
    others.exceptions.forEach((verdict, count) -> exceptions.merge(verdict, count, Long::sum));
    for (int i = 0; i < calls.length; i++) {
      calls[i] += others.calls[i];
    }
    addAll(others.estimates, estimates);
    estimatedCalls += others.estimatedCalls;
    return this;
  }

  /** How many calls there were. */
  public long calls() {
    long all = 0;
    for (long count : calls) {
      all += count;
    }
    return all;
  }

  /** How many calls were rated like that. */
  public long calls(Status status) {
    return calls[status.ordinal()];
  }

  /** Whether an amount contains estimates; those of unrated calls are in none. */
  public boolean estimated() {
    return estimatedCalls > 0;
  }

  /** How many amounts are estimates. */
  public long estimatedCalls() {
    return estimatedCalls;
  }

  /** Unrounded sums by currency of the amounts that are estimates. */
  public Map<String, BigDecimal> estimates() {
    return values(estimates);
  }

  /** Unrounded sums by currency. */
  public Map<String, BigDecimal> amounts() {
    return values(amounts);
  }

  /** Unrounded sums by meter, of calls that may cost something. */
  public Map<UsageMeter, BigDecimal> quantities() {
    return values(quantities);
  }

  /** Sums by meter, abbreviated, such as {@code 34.2k in}. */
  public List<String> usage() {
    return quantities().entrySet().stream()
        .map(sum -> Abbreviation.quantity(sum.getKey(), sum.getValue()))
        .toList();
  }

  /** How many calls are not simply rated, and why. */
  public Map<Verdict, Long> exceptions() {
    return exceptions;
  }
}
