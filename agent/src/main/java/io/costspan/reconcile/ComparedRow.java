package io.costspan.reconcile;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What both sides say about one model and meter on one day. */
public final class ComparedRow {
  /** The unit of rows about quantities. */
  static final String UNITS = "units";

  /** The unit of rows about the number of calls, which decide nothing. */
  static final String CALLS = "calls";

  static final int PERCENT_SHIFT = 2;

  /**
   * @param model the bill's names for it, or else the ledger's; empty for figures of no model
   * @param unit a currency, {@link #UNITS} or {@link #CALLS}
   */
  record Key(LocalDate day, String model, Measure measure, String unit) {}

  private final Key key;
  private @Nullable BigDecimal theirs;
  private @Nullable BigDecimal ours;
  private final List<BillSum> sums = new ArrayList<>();
  private final List<String> why = new ArrayList<>();

  ComparedRow(Key key) {
    this.key = key;
  }

  void addTheirs(BigDecimal figure, @Nullable BillSum sum) {
    theirs = theirs == null ? figure : theirs.add(figure);
    if (sum != null) {
      sums.add(sum);
    }
  }

  void addOurs(BigDecimal figure) {
    ours = ours == null ? figure : ours.add(figure);
  }

  void explain(String reason) {
    why.add(reason);
  }

  Key key() {
    return key;
  }

  List<BillSum> sums() {
    return sums;
  }

  public LocalDate day() {
    return key.day();
  }

  /** The bill's names for the model, or else the ledger's; empty for figures of no model. */
  public String model() {
    return key.model();
  }

  public String meter() {
    return key.measure().name();
  }

  /** A currency, or {@code units} or {@code calls}. */
  public String unit() {
    return key.unit();
  }

  /** The provider's figure; null if it has none. */
  public @Nullable BigDecimal theirs() {
    return theirs;
  }

  /** The ledger's figure; null if it has none. */
  public @Nullable BigDecimal ours() {
    return ours;
  }

  /** Theirs less ours; what one side does not have counts as nothing. */
  public BigDecimal difference() {
    return orZero(theirs).subtract(orZero(ours));
  }

  /** The difference in percent of theirs; null if theirs is nothing. */
  public @Nullable BigDecimal percent() {
    return percent(difference(), orZero(theirs));
  }

  static @Nullable BigDecimal percent(BigDecimal difference, BigDecimal theirs) {
    return theirs.signum() == 0
        ? null
        : difference.scaleByPowerOfTen(PERCENT_SHIFT).divide(theirs, MathContext.DECIMAL64);
  }

  /** What may explain the difference, the most telling first; empty if there is none. */
  public List<String> why() {
    return List.copyOf(why);
  }

  boolean decides() {
    return !key.unit().equals(CALLS);
  }

  static BigDecimal orZero(@Nullable BigDecimal figure) {
    return figure == null ? BigDecimal.ZERO : figure;
  }
}
