package io.costspan.reconcile;

import io.costspan.json.JsonValue;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Reads the files of a provider into a {@link Bill}. They tell by themselves what they are. */
public final class BillReader {
  private static final int BUFFER = 1 << 16;
  private static final int MARK = 1 << 12;
  private static final int GZIP = 0x1f8b;

  private final BillRows rows;
  private final Days days;
  private final Bill bill;

  /**
   * @param columns for {@link BillFormat#CSV}, what its columns are, null for other formats
   * @param zone to whose days rows of hours and minutes belong
   * @param wanted the days that are to be compared
   * @throws IllegalArgumentException if the columns are not valid
   */
  public BillReader(
      BillFormat format, @Nullable String columns, ZoneId zone, Predicate<LocalDate> wanted) {
    bill = new Bill(wanted);
    rows = format.rows(columns);
    days = new Days(zone);
  }

  /**
   * Adds a file: CSV, JSON or JSON lines, compressed with gzip or not.
   *
   * @param file the name to show in messages
   * @throws BillException if it has another format
   * @throws io.costspan.json.JsonException if it is not JSON although it begins like that
   */
  public void read(String file, InputStream in) throws IOException {
    InputStream plain = unfolded(new BufferedInputStream(in, BUFFER));
    if (isJson(plain)) {
      JsonValue.each(file, plain, this::add);
    } else {
      CsvReader csv = new CsvReader(file, new InputStreamReader(plain, StandardCharsets.UTF_8));
      CsvFields.each(csv, row -> rows.read(row, days, bill));
    }
  }

  /** Everything that was read. */
  public Bill bill() {
    return bill;
  }

  private void add(JsonValue value) {
    if (!value.isObject()) {
      throw new JsonFields(value, null).error("expected an object {...}");
    }
    JsonValue more = value.get("has_more");
    JsonValue results = value.get("results");
    if (more != null) {
      bill.page(!more.scalar().equals("true"));
    } else if (results != null && results.isArray() && !results.items().isEmpty()) {
      results.items().forEach(item -> rows.read(new JsonFields(item, value), days, bill));
    } else if (!value.members().isEmpty()) {
      rows.read(new JsonFields(value, null), days, bill);
    }
  }

  private static InputStream unfolded(InputStream in) throws IOException {
    in.mark(2);
    int magic = in.read() << 8 | in.read();
    in.reset();
    return magic == GZIP ? new BufferedInputStream(new GZIPInputStream(in, BUFFER), BUFFER) : in;
  }

  private static boolean isJson(InputStream in) throws IOException {
    in.mark(MARK);
    int first = in.read();
    for (int i = 1; i < MARK && (first <= ' ' || first > 0x7f) && first >= 0; i++) {
      first = in.read();
    }
    in.reset();
    return first == '{' || first == '[';
  }
}
