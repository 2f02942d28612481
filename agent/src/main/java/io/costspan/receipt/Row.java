package io.costspan.receipt;

import java.util.Comparator;

/** The sums of all calls with the same key. */
record Row(RowKey key, Sums sums) {
  static final Comparator<Row> ORDER =
      Comparator.comparing((Row row) -> row.key.model().isEmpty())
          .thenComparing(row -> row.key.provider())
          .thenComparing(row -> row.key.model())
          .thenComparing(row -> row.key.operation());
}
