package io.costspan.usage;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A small calculation over fields. A missing operand of a sum or difference counts as nothing, and
 * the result is missing only if both are; a product with a missing factor is missing.
 */
@FunctionalInterface
interface Formula {
  @Nullable BigDecimal of(@Nullable Object[] cells);

  /** Adds, subtracts or multiplies. */
  static Formula binary(char operator, Formula left, Formula right) {
    return cells -> apply(operator, left.of(cells), right.of(cells));
  }

  private static @Nullable BigDecimal apply(
      char operator, @Nullable BigDecimal left, @Nullable BigDecimal right) {
    if (operator == '*') {
      return left == null || right == null ? null : left.multiply(right);
    }
    if (right == null) {
      return left;
    }
    BigDecimal from = left == null ? BigDecimal.ZERO : left;
    return operator == '+' ? from.add(right) : from.subtract(right);
  }

  /** A function by its name in a formula, or null if there is none of that name. */
  static @Nullable Formula function(String name, List<Formula> arguments) {
    return switch (name) {
      case "first" -> cells -> first(arguments, cells);
      case "max" -> cells -> extreme(arguments, cells, 1);
      case "min" -> cells -> smallest(arguments, cells);
      case "ceil" -> cells -> ceil(arguments.get(0).of(cells));
      default -> null;
    };
  }

  private static @Nullable BigDecimal first(List<Formula> arguments, @Nullable Object[] cells) {
    for (Formula argument : arguments) {
      BigDecimal value = argument.of(cells);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  /** The smallest, missing if any argument is: an unknown limit bounds nothing. */
  private static @Nullable BigDecimal smallest(List<Formula> arguments, @Nullable Object[] cells) {
    for (Formula argument : arguments) {
      if (argument.of(cells) == null) {
        return null;
      }
    }
    return extreme(arguments, cells, -1);
  }

  private static @Nullable BigDecimal extreme(
      List<Formula> arguments, @Nullable Object[] cells, int sign) {
    BigDecimal best = null;
    for (Formula argument : arguments) {
      BigDecimal value = argument.of(cells);
      if (value != null && (best == null || value.compareTo(best) * sign > 0)) {
        best = value;
      }
    }
    return best;
  }

  private static @Nullable BigDecimal ceil(@Nullable BigDecimal value) {
    return value == null ? null : value.setScale(0, RoundingMode.CEILING);
  }
}
