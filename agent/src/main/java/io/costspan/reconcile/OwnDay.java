package io.costspan.reconcile;

import io.costspan.usage.UsageMeter;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a ledger has of one model on one day. */
final class OwnDay {
  private final Map<UsageMeter, BigDecimal> quantities = new EnumMap<>(UsageMeter.class);
  private final Map<String, Map<UsageMeter, BigDecimal>> charges = new TreeMap<>();
  private final Map<String, BigDecimal> rests = new TreeMap<>();
  private final Map<Remark, Long> remarks = new TreeMap<>();
  private long calls;

  void use(UsageMeter meter, BigDecimal count) {
    quantities.merge(meter, count, BigDecimal::add);
  }

  void charge(UsageMeter meter, BigDecimal amount, String currency) {
    charges
        .computeIfAbsent(currency, unseen -> new EnumMap<>(UsageMeter.class))
        .merge(meter, amount, BigDecimal::add);
  }

  /** Adds to the amount of no single meter, which is negative if charges exceed it. */
  void addRest(BigDecimal amount, String currency) {
    if (amount.signum() != 0) {
      rests.merge(currency, amount, BigDecimal::add);
    }
  }

  void addCall() {
    calls++;
  }

  void remark(Remark remark) {
    remarks.merge(remark, 1L, Long::sum);
  }

  /** Units of calls that may cost something. */
  Map<UsageMeter, BigDecimal> quantities() {
    return quantities;
  }

  /** Amounts by currency and meter. */
  Map<String, Map<UsageMeter, BigDecimal>> charges() {
    return charges;
  }

  /** By currency, what the provider stated beyond the charges. */
  Map<String, BigDecimal> rests() {
    return rests;
  }

  /** The number of calls that a provider counts. */
  long calls() {
    return calls;
  }

  /** What is to be said about how many calls. */
  Map<Remark, Long> remarks() {
    return remarks;
  }

  /**
   * What may explain a difference.
   *
   * @param reason of the rating, null if the kind says it all
   */
  record Remark(Kind kind, @Nullable String reason) implements Comparable<Remark> {
    @Override
    public int compareTo(Remark other) {
      int order = kind.compareTo(other.kind);
      return order == 0 ? String.valueOf(reason).compareTo(String.valueOf(other.reason)) : order;
    }
  }

  /** In the order in which people want to hear of them. */
  enum Kind {
    UNRATED("unrated"),
    PARTIAL("rated in part"),
    ESTIMATED("estimated"),
    FREE("taken as free"),
    FAILED("failed and yet rated"),
    BATCH("a batch, which the bill may count as many"),
    STATED("rated by the provider itself"),
    LATE("ended after midnight");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }

    /** Whether it can be why the numbers of calls differ, and only these. */
    boolean isOfCallsOnly() {
      return this == BATCH;
    }

    /** Whether it can be why amounts differ, but not why quantities do. */
    boolean isOfMoneyOnly() {
      return this == UNRATED || this == PARTIAL || this == STATED;
    }
  }
}
