package io.costspan.reconcile;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** What a made-up file says, as lines of text. */
final class BillLines {
  private static final Path FILES = Path.of("src/test/resources/reconcile");

  private BillLines() {}

  static Bill bill(BillFormat format, String columns, ZoneId zone, String... files)
      throws IOException {
    BillReader reader = new BillReader(format, columns, zone, day -> true);
    for (String file : files) {
      try (InputStream in = Files.newInputStream(FILES.resolve(file))) {
        reader.read(file, in);
      }
    }
    return reader.bill();
  }

  static List<String> of(BillFormat format, String... files) throws IOException {
    return of(bill(format, null, ZoneOffset.UTC, files));
  }

  /** {@code DAY MODEL METER: 5 units, 0.1 USD, credit -0.1 USD}, sorted. */
  static List<String> of(Bill bill) {
    List<String> lines = new ArrayList<>();
    bill.sums()
        .forEach(
            (key, sum) -> {
              List<String> figures = new ArrayList<>();
              if (sum.quantity() != null) {
                figures.add(plain(sum.quantity()) + " units");
              }
              sum.amounts()
                  .forEach((currency, amount) -> figures.add(plain(amount) + " " + currency));
              sum.credits()
                  .forEach(
                      (currency, amount) ->
                          figures.add("credit " + plain(amount) + " " + currency));
              lines.add(
                  key.day()
                      + " "
                      + (key.model().isEmpty() ? "-" : key.model())
                      + " "
                      + key.measure().name()
                      + ": "
                      + String.join(", ", figures));
            });
    bill.requests()
        .forEach(
            (day, models) ->
                models.forEach(
                    (model, calls) -> lines.add(day + " " + model + " calls: " + plain(calls))));
    bill.leftOut()
        .forEach((why, rows) -> lines.add("left out " + why + ": " + rows.rows() + rows.amounts()));
    return lines.stream().sorted().toList();
  }

  private static String plain(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }
}
