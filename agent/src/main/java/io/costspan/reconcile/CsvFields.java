package io.costspan.reconcile;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A row of a CSV file, by the names in its first line. */
final class CsvFields extends Fields {
  private final Map<String, Integer> columns;
  private final List<String> row;
  private final String place;

  private CsvFields(Map<String, Integer> columns, List<String> row, String place) {
    this.columns = columns;
    this.row = row;
    this.place = place;
  }

  /** Hands over all rows below the first line. */
  static void each(CsvReader csv, Consumer<Fields> each) throws IOException {
    List<String> header = csv.next();
    if (header == null) {
      return;
    }
    Map<String, Integer> columns = new HashMap<>();
    for (int i = 0; i < header.size(); i++) {
      columns.putIfAbsent(key(header.get(i)), i);
    }
    String place = csv.place();
    for (List<String> row = csv.next(); row != null; row = csv.next()) {
      if (row.size() != header.size()) {
        throw new BillException(
            place, row.size() + " fields under a first line of " + header.size());
      }
      each.accept(new CsvFields(columns, row, place));
      place = csv.place();
    }
  }

  @Override
  @Nullable String get(String name) {
    Integer column = columns.get(key(name));
    String text = column == null ? "" : row.get(column).strip();
    return text.isEmpty() ? null : text;
  }

  /** A flat file has the sum already, in a column of that name. */
  @Override
  @Nullable BigDecimal sum(String list, String member) {
    return decimal(list + "." + member);
  }

  @Override
  String place() {
    return place;
  }

  private static String key(String name) {
    StringBuilder key = new StringBuilder();
    name.toLowerCase(Locale.ROOT)
        .chars()
        .filter(Character::isLetterOrDigit)
        .forEach(c -> key.append((char) c));
    return key.toString();
  }
}
