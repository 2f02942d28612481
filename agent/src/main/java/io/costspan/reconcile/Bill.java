package io.costspan.reconcile;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a provider's files say, added up by day, model and meter: its memory does not grow with the
 * files.
 */
public final class Bill {
  /** A figure that many rows add up to. The model is empty for figures of no single model. */
  record Key(LocalDate day, String model, Measure measure) {}

  /** Nobody rounds to less than cents. */
  private static final int LEAST_DECIMALS = 2;

  private static final BigDecimal HALF = new BigDecimal("0.5");

  /** The model of figures that belong to no single model. */
  static final String NO_MODEL = "";

  private final Map<Key, BillSum> sums = new HashMap<>();
  private final Map<LocalDate, Map<String, BigDecimal>> requests = new TreeMap<>();
  private final Map<String, LeftOut> leftOut = new TreeMap<>();
  private final TreeSet<LocalDate> days = new TreeSet<>();
  private final Predicate<LocalDate> wanted;
  private int decimals = LEAST_DECIMALS;
  private boolean hasLastPage;
  private boolean hasOtherPages;

  /**
   * @param wanted the days that are to be compared; rows of others are left out
   */
  Bill(Predicate<LocalDate> wanted) {
    this.wanted = wanted;
  }

  /** The export covers that day, even if it has nothing for it. */
  void covers(LocalDate day) {
    if (wanted.test(day)) {
      days.add(day);
    }
  }

  /** Units that were used, as a report of usage states them; zero is nothing to report. */
  void used(LocalDate day, @Nullable String model, Measure measure, @Nullable BigDecimal count) {
    covers(day);
    if (count != null && count.signum() != 0 && takes(day, null, null)) {
      sum(day, model, measure).use(count);
    }
  }

  /** Money, with the units that it was charged for if the row states them. */
  void charged(
      LocalDate day,
      @Nullable String model,
      Measure measure,
      BigDecimal amount,
      String currency,
      @Nullable BigDecimal count) {
    covers(day);
    decimals = Math.max(decimals, amount.scale());
    boolean charges = amount.signum() != 0 || (count != null && count.signum() != 0);
    if (charges && takes(day, amount, currency)) {
      sum(day, model, measure).charge(amount, currency, count);
    }
  }

  /** Money given back for what another row charges, negative. */
  void credited(
      LocalDate day, @Nullable String model, Measure measure, BigDecimal amount, String currency) {
    covers(day);
    if (amount.signum() != 0 && takes(day, amount, currency)) {
      sum(day, model, measure).credit(amount, currency);
    }
  }

  /** How many calls the provider counted. */
  void counted(LocalDate day, @Nullable String model, @Nullable BigDecimal calls) {
    if (calls != null && calls.signum() != 0 && wanted.test(day)) {
      requests
          .computeIfAbsent(day, unseen -> new TreeMap<>())
          .merge(orNone(model), calls, BigDecimal::add);
    }
  }

  /** A row that has nothing to be compared with a ledger. */
  void leaveOut(String why, @Nullable BigDecimal amount, @Nullable String currency) {
    leftOut.computeIfAbsent(why, unseen -> new LeftOut()).add(amount, currency);
  }

  private boolean takes(LocalDate day, @Nullable BigDecimal amount, @Nullable String currency) {
    boolean takes = wanted.test(day);
    if (!takes) {
      leaveOut("days that were not asked for", amount, currency);
    }
    return takes;
  }

  /** One page of a reply that the provider gives in pages. */
  void page(boolean last) {
    hasLastPage |= last;
    hasOtherPages |= !last;
  }

  private BillSum sum(LocalDate day, @Nullable String model, Measure measure) {
    return sums.computeIfAbsent(new Key(day, orNone(model), measure), unseen -> new BillSum());
  }

  private static String orNone(@Nullable String model) {
    return model == null ? NO_MODEL : model;
  }

  /** The most by which rounding each of its rows can have changed a sum. */
  BigDecimal rounding(BillSum sum) {
    return HALF.scaleByPowerOfTen(-decimals).multiply(BigDecimal.valueOf(sum.rows()));
  }

  Map<Key, BillSum> sums() {
    return sums;
  }

  /** Calls that the provider counted, by day and model. */
  Map<LocalDate, Map<String, BigDecimal>> requests() {
    return requests;
  }

  /** Rows that are not compared, by reason. */
  Map<String, LeftOut> leftOut() {
    return leftOut;
  }

  /** All days that the files cover. */
  TreeSet<LocalDate> days() {
    return days;
  }

  /** Whether the files are pages of a reply, without the last one. */
  boolean isCutOff() {
    return hasOtherPages && !hasLastPage;
  }
}
