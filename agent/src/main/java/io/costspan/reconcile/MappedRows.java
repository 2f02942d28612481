package io.costspan.reconcile;

import io.costspan.usage.UsageMeter;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Any CSV file or list of JSON objects whose columns the user names. A column may hold the quantity
 * of whatever meter its row names, or that of one meter.
 */
final class MappedRows implements BillRows {
  private static final String DAY = "day";
  private static final String MODEL = "model";
  private static final String METER = "meter";
  private static final String QUANTITY = "quantity";
  private static final String AMOUNT = "amount";
  private static final String CURRENCY = "currency";
  private static final String CALLS = "calls";
  private static final Set<String> NAMES =
      Set.of(DAY, MODEL, METER, QUANTITY, AMOUNT, CURRENCY, CALLS);

  private final Map<String, String> columns;

  /**
   * Reads what a user wrote.
   *
   * @param mapping such as {@code day=Date,model=Model,input_tokens=Prompt tokens,amount=Cost}
   * @throws IllegalArgumentException with a message that says what would be valid
   */
  MappedRows(String mapping) {
    columns = new LinkedHashMap<>();
    for (String part : mapping.split(",", -1)) {
      int equals = part.indexOf('=');
      String name = equals < 0 ? "" : part.substring(0, equals).strip();
      if (!NAMES.contains(name) && UsageMeter.of(name) == null) {
        throw new IllegalArgumentException(
            "\""
                + part.strip()
                + "\" is not NAME=COLUMN with one of the names "
                + String.join(", ", List.of(DAY, MODEL, METER, QUANTITY, AMOUNT, CURRENCY, CALLS))
                + " or a meter such as input_tokens");
      }
      columns.put(name, part.substring(equals + 1).strip());
    }
    if (!columns.containsKey(DAY) || columns.size() == 1) {
      throw new IllegalArgumentException(
          "name the column of the day and one of quantities or amounts, such as"
              + " day=Date,model=Model,amount=Cost");
    }
  }

  @Override
  public void read(Fields row, Days days, Bill bill) {
    LocalDate day = days.of(row, "", columns.getOrDefault(DAY, DAY));
    String model = text(row, MODEL);
    String meter = text(row, METER);
    Measure measure = meter == null ? Measure.ALL : Measure.named(meter);
    BigDecimal quantity = meter == null ? null : decimal(row, QUANTITY);
    BigDecimal amount = decimal(row, AMOUNT);
    bill.covers(day);
    if (amount != null) {
      bill.charged(day, model, measure, amount, currency(row), quantity);
    } else {
      bill.used(day, model, measure, quantity);
    }
    for (String name : columns.keySet()) {
      UsageMeter its = UsageMeter.of(name);
      if (its != null) {
        bill.used(day, model, Measure.of(its), decimal(row, name));
      }
    }
    bill.counted(day, model, decimal(row, CALLS));
  }

  private @Nullable String text(Fields row, String name) {
    String column = columns.get(name);
    return column == null ? null : row.text(column);
  }

  private @Nullable BigDecimal decimal(Fields row, String name) {
    String column = columns.get(name);
    return column == null ? null : row.decimal(column);
  }

  /** The value of the column, or the currency itself in its place. */
  private String currency(Fields row) {
    String column = columns.getOrDefault(CURRENCY, Currencies.DOLLAR);
    String text = row.text(column);
    if (text == null && !column.matches("[A-Z]{3}")) {
      throw row.error("\"" + column + "\" is missing; it should have the currency");
    }
    return Currencies.code(text == null ? column : text);
  }
}
