package io.costspan.reconcile;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads records of comma-separated values as RFC 4180 describes them: quotes, doubled quotes, line
 * ends within quotes. Semicolons and tabs separate fields if the first line has more of them than
 * commas; a byte order mark and empty lines are skipped.
 */
final class CsvReader {
  /** More characters than the first line of any export has. */
  private static final int FIRST_LINE = 1 << 18;

  private static final int FIELD_LIMIT = 1 << 20;
  private static final int FIELDS_LIMIT = 10_000;
  private static final char MARK = '\uFEFF';
  private static final String SEPARATORS = ",;\t";

  private final String file;
  private final BufferedReader in;
  private final char separator;

  /** The character that comes next, -1 at the end. */
  private int ahead;

  private int line = 1;

  CsvReader(String file, Reader reader) throws IOException {
    this.file = file;
    in = new BufferedReader(reader);
    in.mark(1);
    if (in.read() != MARK) {
      in.reset();
    }
    separator = separator();
    ahead = in.read();
  }

  /** The fields of the next record, null at the end. */
  @Nullable List<String> next() throws IOException {
    while (ahead == '\n' || ahead == '\r') {
      endLine();
    }
    if (ahead < 0) {
      return null;
    }
    List<String> fields = new ArrayList<>();
    fields.add(field());
    while (ahead == separator) {
      if (fields.size() >= FIELDS_LIMIT) {
        throw new BillException(place(), "more than ten thousand fields");
      }
      read();
      fields.add(field());
    }
    endLine();
    return fields;
  }

  /** File and line of what comes next, for messages. */
  String place() {
    return file + ", line " + line;
  }

  private String field() throws IOException {
    StringBuilder text = new StringBuilder();
    if (ahead == '"') {
      quoted(text);
      if (ahead >= 0 && ahead != separator && !isLineEnd(ahead)) {
        throw new BillException(place(), "text behind a closing quote; double quotes within text");
      }
      return text.toString();
    }
    while (ahead >= 0 && ahead != separator && !isLineEnd(ahead)) {
      append(read(), text);
    }
    return text.toString();
  }

  private void quoted(StringBuilder text) throws IOException {
    String began = place();
    read();
    while (true) {
      int c = read();
      if (c < 0) {
        throw new BillException(began, "the quote that opens here is never closed");
      }
      if (c == '"' && ahead != '"') {
        return;
      }
      if (c == '"') {
        read();
      }
      if (c == '\n') {
        line++;
      }
      append(c, text);
    }
  }

  private void append(int c, StringBuilder text) {
    if (text.length() >= FIELD_LIMIT) {
      throw new BillException(place(), "a field of more than a million characters");
    }
    text.append((char) c);
  }

  private void endLine() throws IOException {
    int c = read();
    if (c == '\r' && ahead == '\n') {
      read();
    }
    line++;
  }

  private int read() throws IOException {
    int c = ahead;
    ahead = in.read();
    return c;
  }

  private char separator() throws IOException {
    int[] counts = new int[SEPARATORS.length()];
    boolean quoted = false;
    in.mark(FIRST_LINE);
    for (int i = 0; i < FIRST_LINE; i++) {
      int c = in.read();
      if (c < 0 || (isLineEnd(c) && !quoted)) {
        break;
      }
      quoted ^= c == '"';
      int candidate = SEPARATORS.indexOf(c);
      if (candidate >= 0 && !quoted) {
        counts[candidate]++;
      }
    }
    in.reset();
    int most = 0;
    for (int i = 1; i < counts.length; i++) {
      most = counts[i] > counts[most] ? i : most;
    }
    return SEPARATORS.charAt(most);
  }

  private static boolean isLineEnd(int c) {
    return c == '\n' || c == '\r';
  }
}
