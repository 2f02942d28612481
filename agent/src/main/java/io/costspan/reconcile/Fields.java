package io.costspan.reconcile;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The named values of one row or object of a provider's file. Names are paths such as {@code
 * amount.value}; the column of a CSV file may be spelt in any other way, such as {@code
 * amount_value} or {@code AmountValue}.
 */
abstract class Fields {
  private static final int DIGITS = 100;
  private static final int DECIMALS = 60;

  /** The value as text; null if it is missing, null or empty. */
  abstract @Nullable String get(String name);

  /** The sum of a member of all objects of a list; null if there is none. */
  abstract @Nullable BigDecimal sum(String list, String member);

  /** File and line, for messages. */
  abstract String place();

  /** The value of the first of these names that has one. */
  final @Nullable String text(String... names) {
    for (String name : names) {
      String text = get(name);
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  /** The value of the first of these names that has one. Refuses a row without any. */
  final String need(String... names) {
    String text = text(names);
    if (text == null) {
      throw error("\"" + names[0] + "\" is missing; export it with this column");
    }
    return text;
  }

  /** The number under the first of these names that has one, null if none does. */
  final @Nullable BigDecimal decimal(String... names) {
    String text = text(names);
    return text == null ? null : decimal(names[0], text);
  }

  /** The number, or zero if there is none. */
  final BigDecimal count(String name) {
    BigDecimal number = decimal(name);
    return number == null ? BigDecimal.ZERO : number;
  }

  private BigDecimal decimal(String name, String text) {
    try {
      BigDecimal number = text.length() > DIGITS ? null : new BigDecimal(text);
      if (number != null && Math.abs((long) number.scale()) <= DECIMALS) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw error("\"" + name + "\" is not a decimal number such as 1234.5");
  }

  final BillException error(String message) {
    return new BillException(place(), message);
  }
}
