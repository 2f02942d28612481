package io.costspan.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** RFC 4180, section 2. */
class CsvReaderTest {
  @Test
  void record_endsWithItsLine() throws IOException {
    assertThat(read("a,b\r\n1,2\r\n")).containsExactly(List.of("a", "b"), List.of("1", "2"));
  }

  @Test
  void lastLine_needsNoEnd() throws IOException {
    assertThat(read("a,b\n1,")).containsExactly(List.of("a", "b"), List.of("1", ""));
  }

  @Test
  void quotedField_mayHaveSeparatorsQuotesAndLineEnds() throws IOException {
    assertThat(read("a,b\n\"x, \"\"y\"\"\r\nz\",2\n"))
        .containsExactly(List.of("a", "b"), List.of("x, \"y\"\r\nz", "2"));
  }

  @Test
  void spaces_arePartOfAField() throws IOException {
    assertThat(read("a , b\n")).containsExactly(List.of("a ", " b"));
  }

  @Test
  void byteOrderMark_isNoPartOfTheFirstName() throws IOException {
    assertThat(read("\uFEFFa,b\n")).containsExactly(List.of("a", "b"));
    assertThat(read("\uFEFF\"a\",b\n")).containsExactly(List.of("a", "b"));
  }

  @Test
  void emptyLines_areSkipped() throws IOException {
    assertThat(read("a,b\n\n\r\n1,2\n\n")).containsExactly(List.of("a", "b"), List.of("1", "2"));
    assertThat(read("")).isEmpty();
  }

  @Test
  void otherSeparators_areFoundInTheFirstLine() throws IOException {
    assertThat(read("a;b\n1,5;2\n")).containsExactly(List.of("a", "b"), List.of("1,5", "2"));
    assertThat(read("a\tb\n1\t2\n")).containsExactly(List.of("a", "b"), List.of("1", "2"));
    assertThat(read("\"x;y;z\",b\n")).containsExactly(List.of("x;y;z", "b"));
  }

  @Test
  void openQuote_isRefusedWhereItOpens() {
    assertThatThrownBy(() -> read("a,b\n1,\"2\n3\n"))
        .hasMessage("file, line 2: the quote that opens here is never closed");
  }

  @Test
  void textBehindAQuote_isRefused() {
    assertThatThrownBy(() -> read("\"a\"b,c\n"))
        .hasMessageContaining("file, line 1: text behind a closing quote");
  }

  @Test
  void endlessField_isRefused() {
    assertThatThrownBy(() -> read("a\n\"" + "x".repeat(1_100_000)))
        .hasMessage("file, line 2: a field of more than a million characters");
  }

  @Test
  void endlessRecord_isRefused() {
    assertThatThrownBy(() -> read("a\n" + ",".repeat(10_001)))
        .hasMessage("file, line 2: more than ten thousand fields");
  }

  @Test
  void place_countsLinesWithinQuotes() throws IOException {
    CsvReader csv = new CsvReader("file", new StringReader("a\n\"x\ny\"\nb\n"));
    csv.next();
    csv.next();

    assertThat(csv.place()).isEqualTo("file, line 4");
  }

  @Test
  void rowOfAnotherLength_isRefused() throws IOException {
    CsvReader csv = new CsvReader("file", new StringReader("a,b\n1,2\n1,2,3\n"));

    assertThatThrownBy(() -> CsvFields.each(csv, row -> {}))
        .hasMessage("file, line 3: 3 fields under a first line of 2");
  }

  private static List<List<String>> read(String text) throws IOException {
    CsvReader csv = new CsvReader("file", new StringReader(text));
    List<List<String>> rows = new ArrayList<>();
    for (List<String> row = csv.next(); row != null; row = csv.next()) {
      rows.add(row);
    }
    return rows;
  }
}
