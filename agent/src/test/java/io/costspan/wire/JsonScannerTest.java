package io.costspan.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.exchange.FakeProvider;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonScannerTest {
  @Test
  void bytes_valuesOfEveryKind_areReportedInDocumentOrder() {
    assertThat(
            scan(
                "{\"s\":\"x\",\"n\":-12,\"t\":true,\"f\":false,\"z\":null}",
                "n",
                "s",
                "t",
                "f",
                "z"))
        .containsExactly("1=x", "0=#-12", "2=yes", "3=no", "4=null", ".");
  }

  @Test
  void bytes_unwantedValues_arePassedOver() {
    String json =
        "{\"deep\":{\"model\":\"no\",\"a\":[1,{\"b\":\"}]\\\"\"}]},\"list\":[[],{}],\"text\":\"\\\"model\\\":\","
            + "\"n\":1.5e3,\"model\":\"yes\"}";
    assertThat(scan(json, "model")).containsExactly("0=yes", ".");
  }

  /** Backslashes escape each other, so only an odd number of them escapes a quote. */
  @Test
  void bytes_backslashesInTextThatIsPassedOver_doNotHideItsEnd() {
    for (int backslashes = 0; backslashes < 10; backslashes++) {
      String inside = "\\".repeat(backslashes) + (backslashes % 2 == 0 ? "" : "\" still");
      for (int length = 0; length < 40; length += 3) {
        String json = "{\"text\":\"" + "x".repeat(length) + inside + "\",\"n\":1}";
        assertThat(scanInPieces(json, "n")).as(json).containsExactly("0=#1", ".");
      }
    }
  }

  @Test
  void bytes_nestedPath_walksDown() {
    assertThat(scan("{\"a\":{\"x\":1,\"b\":{\"c\":2}},\"c\":3}", "a.b.c"))
        .containsExactly("0=#2", ".");
  }

  @Test
  void bytes_wantedContainers_beginAndEnd() {
    assertThat(scan("{\"a\":[{\"b\":1},{},[7],\"t\"],\"o\":{\"b\":2}}", "a", "a[]", "a[].b", "o"))
        .containsExactly(
            "0{", "1{", "2=#1", "1}", "1{", "1}", "1{", "1}", "1=t", "0}", "3{", "3}", ".");
  }

  @Test
  void bytes_anyName_matchesWhatIsNotNamed() {
    assertThat(scan("{\"u\":{\"p\":1,\"q\":2}}", "u.*", "u.q"))
        .containsExactly("0=#1", "1=#2", ".");
  }

  @Test
  void bytes_root_isAPlaceToo() {
    assertThat(scan("{\"a\":1}", "$")).containsExactly("0{", "0}", ".");
    assertThat(scan("\"text\" 5", "$")).containsExactly("0=text", ".", "0=#5", ".");
  }

  @Test
  void bytes_rootArrayNobodyWants_isAStreamOfDocuments() {
    assertThat(scan("[{\"a\":1}\n,\r\n{\"a\":2}]", "a")).containsExactly("0=#1", ".", "0=#2", ".");
  }

  @Test
  void bytes_rootArraySomebodyWants_isOneDocument() {
    assertThat(scan("[{\"a\":1},{\"a\":2}]", "$[].a")).containsExactly("0=#1", "0=#2", ".");
  }

  @Test
  void bytes_documentsOneAfterAnother_areReportedApart() {
    assertThat(scan("{\"a\":1}\n{\"a\":2}{\"a\":3}\r\n", "a"))
        .containsExactly("0=#1", ".", "0=#2", ".", "0=#3", ".");
  }

  @Test
  void bytes_byteOrderMarkAndBlanks_areIgnored() {
    assertThat(scan("\uFEFF \t\r\n{ \"a\" :\n1 , \"b\" : [ ] }", "a", "b[]"))
        .containsExactly("0=#1", ".");
  }

  @Test
  void bytes_escapes_areResolved() {
    assertThat(
            scan("{\"a\":\"q\\\"s\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\u20AC\\ud83d\\ude00é€😀\"}", "a"))
        .containsExactly("0=q\"s\\/\b\f\n\r\té€😀é€😀", ".");
  }

  @Test
  void bytes_brokenEscapes_becomeReplacementCharacters() {
    assertThat(scan("{\"a\":\"\\ud83dx\\ude00\\ud83d\\ud83d\\u12\\x\\u00g\"}", "a"))
        .containsExactly("0=�x" + "�".repeat(6) + "g", ".");
  }

  @Test
  void bytes_escapedName_isTheSameName() {
    assertThat(scan("{\"\\u0061\\u0062\":1}", "ab")).containsExactly("0=#1", ".");
  }

  @Test
  void bytes_longText_isCutAtWholeCharacters() {
    String wide = "😀".repeat(400);
    assertThat(scan("{\"a\":\"" + wide + "\"}", "a"))
        .containsExactly("0=" + wide.substring(0, 512) + "... 400/800", ".");
    assertThat(scan("{\"a\":\"x" + wide + "\"}", "a"))
        .containsExactly("0=x" + wide.substring(0, 510) + "... 401/801", ".");
  }

  @Test
  void bytes_longTextWithEscapes_tellsItsFullLengths() {
    String escapes = "\\ud83d\\ude00\\u00e9é\\n".repeat(200);
    String start = "😀éé\n".repeat(102) + "😀";
    assertThat(scanInPieces("{\"a\":\"" + escapes + "\"}", "a"))
        .containsExactly("0=" + start + "... 800/1000", ".");
  }

  @Test
  void bytes_enoughKnown_ignoresTheRest() {
    RecordingSink sink = new RecordingSink();
    Wanted wanted = new Wanted(FakeProvider.paths("a"), sink, () -> sink.calls().contains("0=#2"));
    JsonScanner scanner = new JsonScanner(wanted, true);
    feed(scanner, "{\"a\":1}{\"a\":2}{\"a\":3}<");
    assertThat(sink.calls()).containsExactly("0=#1", ".", "0=#2", ".");
    assertThat(scanner.done()).isTrue();
  }

  @Test
  void bytes_numbers_areExact() {
    assertThat(
            scan("[0,-0,-7,1.50,1e-05,2E+3,123456789012345678,1234567890123456789012.25]", "$[]"))
        .containsExactly(
            "0=#0",
            "0=#0",
            "0=#-7",
            "0=#1.50",
            "0=#0.00001",
            "0=#2E+3",
            "0=#123456789012345678",
            "0=#1234567890123456789012.25",
            ".");
  }

  @Test
  void bytes_numbersThatNobodyMeans_areTexts() {
    String digits = "9".repeat(5000);
    assertThat(scan("[" + digits + ",1e999999999,NaN,Infinity,-Infinity,1]", "$[]"))
        .containsExactly(
            "0=" + "9".repeat(JsonPaths.TEXT_LIMIT),
            "0=1e999999999",
            "0=NaN",
            "0=Infinity",
            "0=-Infinity",
            "0=#1",
            ".");
  }

  @Test
  void bytes_numberAtTheRoot_endsWithTheBody() {
    assertThat(scan("12", "$")).containsExactly("0=#12", ".");
  }

  @Test
  void bytes_deepNesting_isPassedOver() {
    String deep =
        "[".repeat(3000) + "{\"a\":".repeat(100) + "1" + "}".repeat(100) + "]".repeat(3000);
    assertThat(scanInPieces("{\"x\":" + deep + ",\"a\":2}", "a")).containsExactly("0=#2", ".");
    assertThat(scanInPieces("{\"a\":" + deep + ",\"b\":2}", "a.b", "b"))
        .containsExactly("1=#2", ".");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html>",
        "not found",
        "{\"a\":1]",
        "{\"a\" 1}",
        "{\"a\":1 \"b\":2}",
        "{\"a\":[1}",
        "{a:1}",
        "{\"a\":01}",
        "{\"a\":1.}",
        "{\"a\":.5}",
        "{\"a\":+1}",
        "{\"a\":--1}",
        "{\"a\":1e}",
        "{\"a\":truth}",
        "{\"a\":\u00e9}",
        "}",
        "{}]",
        "{},{}",
      })
  void bytes_noJson_isMalformed(String text) {
    assertThat(scan(text, "a[]", "a", "b")).last().isEqualTo("malformed");
  }

  @Test
  void end_withinADocument_isCut() {
    String json = "{\"a\":[\"x\\u0041\",{\"b\":-1.5e3}],\"c\":{\"d\":\"\\\"\"},\"b\":true}";
    for (int length = 1; length < json.length(); length++) {
      assertThat(scan(json.substring(0, length), "a[].b", "b")).last().isEqualTo("cut");
    }
    assertThat(scan(json, "a[].b", "b")).containsExactly("0=#-1.5E+3", "1=yes", ".");
  }

  @Test
  void reset_withinADocument_beginsAnew() {
    RecordingSink sink = new RecordingSink();
    for (String broken : List.of("{\"a\":\"\\\\ud83d", "{\"b\":[\"\\", "[{\"a\":12", "{\"a\" x")) {
      JsonScanner scanner = new JsonScanner(FakeProvider.wanted(sink, "a"), true);
      feed(scanner, broken);
      scanner.reset();
      feed(scanner, "{\"a\":\"x\"}");
      assertThat(scanner.end()).isTrue();
    }
    assertThat(sink.calls()).containsExactly("0=x", ".", "0=x", ".", "0=x", ".", "0=x", ".");
  }

  @Test
  void text_thatRecurs_isTheSameObject() {
    List<String> texts =
        texts(paths -> paths.addRecurring("m"), "{\"m\":\"gpt-4o\"}{\"m\":\"gpt-\\u0034o\"}");
    assertThat(texts).containsExactly("gpt-4o", "gpt-4o");
    assertThat(texts.get(0)).isSameAs(texts.get(1));
  }

  @Test
  void text_otherThanTheLast_isRead() {
    assertThat(
            texts(
                paths -> paths.addRecurring("m"),
                "{\"m\":\"a\"}{\"m\":\"b\"}{\"m\":\"é\"}{\"m\":\"é\"}{\"m\":\"\"}{\"m\":\"b\"}"))
        .containsExactly("a", "b", "é", "é", "", "b");
  }

  @Test
  void text_thatMayBeAPrompt_isNotKept() {
    List<String> measured = texts(paths -> paths.add("m"), "{\"m\":\"a b\"}{\"m\":\"a b\"}");
    assertThat(measured.get(0)).isNotSameAs(measured.get(1));
    String text = "word ".repeat(20);
    List<String> tooLong =
        texts(
            paths -> paths.addRecurring("m"), "{\"m\":\"%s\"}{\"m\":\"%s\"}".formatted(text, text));
    assertThat(tooLong.get(0)).isEqualTo(text).isNotSameAs(tooLong.get(1));
  }

  private static List<String> texts(Consumer<JsonPaths> wanted, String json) {
    JsonPaths paths = new JsonPaths();
    wanted.accept(paths);
    List<String> texts = new ArrayList<>();
    JsonSink sink =
        new ForgettingSink() {
          @Override
          public void text(int slot, String value) {
            texts.add(value);
          }
        };
    feed(new JsonScanner(new Wanted(paths, sink, () -> false), true), json);
    return texts;
  }

  private static void feed(JsonScanner scanner, String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    scanner.bytes(bytes, 0, bytes.length);
  }

  @Test
  void bytes_measuredPlaces_areSizedAndNotKept() {
    JsonPaths paths = new JsonPaths();
    paths.measure("list[].content");
    paths.measure("list[].content[].text");
    paths.measure("tree");
    paths.add("both");
    paths.measure("both");
    byte[] json =
        Bytes.utf8(
            "{\"list\":[{\"content\":\"two words\"},{\"content\":[{\"text\":\"word\",\"x\":\"no\"}]}],"
                + "\"tree\":{\"a\":[\"word\"]},\"both\":\"word\",\"other\":\"word\"}");

    for (List<byte[]> pieces : Pieces.everyWay(json)) {
      RecordingSink sink = new RecordingSink();
      JsonScanner scanner = new JsonScanner(new Wanted(paths, sink, () -> false), false);
      pieces.forEach(piece -> scanner.bytes(piece, 0, piece.length));

      assertThat(sink.calls()).containsExactly("0~1930", "1~950", "2~5780", "3~950", "3=word", ".");
    }
  }

  private static List<String> scanInPieces(String json, String... wanted) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    List<String> whole = calls(List.of(bytes), wanted);
    for (int size = 1; size < 40; size++) {
      assertThat(calls(Pieces.ofSize(bytes, size), wanted)).isEqualTo(whole);
    }
    return whole;
  }

  private static List<String> scan(String json, String... wanted) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    List<String> whole = calls(List.of(bytes), wanted);
    for (List<byte[]> pieces : Pieces.everyWay(bytes)) {
      assertThat(calls(pieces, wanted)).isEqualTo(whole);
    }
    return whole;
  }

  private static List<String> calls(List<byte[]> pieces, String... wanted) {
    RecordingSink sink = new RecordingSink();
    JsonScanner scanner = new JsonScanner(FakeProvider.wanted(sink, wanted), true);
    pieces.forEach(piece -> scanner.bytes(piece, 0, piece.length));
    if (!scanner.end()) {
      sink.calls().add(scanner.malformed() ? "malformed" : "cut");
    }
    return sink.calls();
  }
}
