package io.costspan.reading;

import static io.costspan.cells.Values.UNREADABLE;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A small calculation over fields. A missing summand counts as nothing, and so does a missing
 * subtrahend. A sum without any summand, a difference without a minuend, a product or quotient with
 * a missing operand and a quotient by zero are missing. The result of anything unreadable is
 * unreadable.
 */
@FunctionalInterface
interface Formula {
  @Nullable BigDecimal of(@Nullable Object[] cells);

  /** Adds, subtracts, multiplies or divides. */
  static Formula binary(char operator, Formula left, Formula right) {
    return cells -> apply(operator, left.of(cells), right.of(cells));
  }

  private static @Nullable BigDecimal apply(
      char operator, @Nullable BigDecimal left, @Nullable BigDecimal right) {
    if (isUnreadable(left) || isUnreadable(right)) {
      return UNREADABLE;
    }
    if (operator == '*' || operator == '/') {
      return left == null || right == null ? null : scaled(operator, left, right);
    }
    if (right == null) {
      return left;
    }
    if (left == null) {
      return operator == '+' ? right : null;
    }
    if (right.signum() == 0) {
      return left;
    }
    return operator == '+' ? left.add(right) : left.subtract(right);
  }

  private static @Nullable BigDecimal scaled(char operator, BigDecimal left, BigDecimal right) {
    if (operator == '*') {
      return left.multiply(right);
    }
    return right.signum() == 0 ? null : left.divide(right, MathContext.DECIMAL128);
  }

  /** The function with that name in a formula, or null if there is none. */
  static @Nullable Formula function(String name, List<Formula> arguments) {
    return switch (name) {
      case "first" -> cells -> first(arguments, cells);
      case "max" -> cells -> largest(arguments, cells);
      case "min" -> cells -> smallest(arguments, cells);
      case "ceil" -> cells -> ceil(arguments.get(0).of(cells));
      default -> null;
    };
  }

  private static @Nullable BigDecimal first(List<Formula> arguments, @Nullable Object[] cells) {
    for (int i = 0; i < arguments.size(); i++) {
      BigDecimal value = arguments.get(i).of(cells);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  /** The smallest argument; missing if any argument is, because an unknown limit limits nothing. */
  private static @Nullable BigDecimal smallest(List<Formula> arguments, @Nullable Object[] cells) {
    BigDecimal least = null;
    for (int i = 0; i < arguments.size(); i++) {
      BigDecimal value = arguments.get(i).of(cells);
      if (value == null || isUnreadable(value)) {
        return value;
      }
      least = least == null || value.compareTo(least) < 0 ? value : least;
    }
    return least;
  }

  private static @Nullable BigDecimal largest(List<Formula> arguments, @Nullable Object[] cells) {
    BigDecimal most = null;
    for (int i = 0; i < arguments.size(); i++) {
      BigDecimal value = arguments.get(i).of(cells);
      if (isUnreadable(value)) {
        return value;
      }
      boolean more = value != null && (most == null || value.compareTo(most) > 0);
      most = more ? value : most;
    }
    return most;
  }

  private static @Nullable BigDecimal ceil(@Nullable BigDecimal value) {
    return value == null || isUnreadable(value) ? value : value.setScale(0, RoundingMode.CEILING);
  }

  @SuppressWarnings("ReferenceEquality") // compared by identity
  private static boolean isUnreadable(@Nullable BigDecimal value) {
    return value == UNREADABLE;
  }
}
