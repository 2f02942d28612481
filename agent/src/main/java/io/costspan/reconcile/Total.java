package io.costspan.reconcile;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * All days together.
 *
 * @param unit a currency, or the meter whose units were compared
 * @param mismatch the differences of all models and meters without their signs, so that one does
 *     not make up for another; days of one model and meter do
 * @param within whether the mismatch is within the tolerance of theirs
 */
public record Total(
    String unit, BigDecimal theirs, BigDecimal ours, BigDecimal mismatch, boolean within) {
  /** Theirs less ours. */
  public BigDecimal difference() {
    return theirs.subtract(ours);
  }

  /** The mismatch in percent of theirs; null if theirs is nothing. */
  public @Nullable BigDecimal percent() {
    return ComparedRow.percent(mismatch, theirs);
  }
}
