package io.costspan.wire;

import static io.costspan.wire.Bytes.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.exchange.FakeProvider;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SniffedFramingTest {
  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"application/json", "text/event-stream", "text/plain", "x"})
  void bytes_json_isJsonWhateverItIsCalled(String type) {
    assertThat(calls(type, "\uFEFF \r\n{\"n\":1}")).containsExactly("0=#1", ".", "DONE");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"application/json; charset=utf-8", "Text/Event-Stream", "text/plain"})
  void bytes_eventStream_isOneWhateverItIsCalled(String type) {
    assertThat(calls(type, "\uFEFFdata: {\"n\":1}\n\n")).containsExactly("0=#1", ".", "DONE");
    assertThat(calls(type, "\n: ping\n\ndata: {\"n\":1}\n\n")).containsExactly("0=#1", ".", "DONE");
    assertThat(calls(type, "event: x\ndata: {\"n\":1}\n\n"))
        .containsExactly("event x", "0=#1", ".", "DONE");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/x-ndjson",
        "application/jsonl",
        "application/stream+json",
        "text/event-stream"
      })
  void bytes_manyDocuments_areReadToTheEnd(String type) {
    assertThat(calls(type, "{\"n\":1}\n{\"n\":2}\n"))
        .containsExactly("0=#1", ".", "0=#2", ".", "DONE");
    assertThat(calls(type, "{\"n\":1}\n{\"n\":")).containsExactly("0=#1", ".", "CUT");
  }

  @Test
  void bytes_oneDocument_isDoneWhenItsRootCloses() {
    assertThat(calls("application/json", "{\"n\":1} {\"n\":2}"))
        .containsExactly("0=#1", ".", "DONE");
    assertThat(calls("application/json", "{\"n\":1}")).containsExactly("0=#1", ".", "DONE");
    assertThat(calls("application/json", "{\"n\":1")).containsExactly("CUT");
  }

  @Test
  void bytes_arrayOfDocuments_isAStream() {
    assertThat(calls("application/json", "[{\"n\":1},\r\n{\"n\":2}]"))
        .containsExactly("0=#1", ".", "0=#2", ".", "DONE");
    assertThat(calls("application/json", "[{\"n\":1},\r\n")).containsExactly("0=#1", ".", "CUT");
  }

  @Test
  void bytes_plainText_saysNothing() {
    assertThat(calls("text/plain", "Good morning")).containsExactly("OPEN");
    assertThat(calls("text/html", "<html>")).containsExactly("OPEN");
    assertThat(calls("application/json", "<html>")).containsExactly("MALFORMED");
  }

  @Test
  void bytes_binary_saysNothing() {
    assertThat(calls("application/octet-stream", "\0\0\0{")).containsExactly("OPEN");
  }

  @Test
  void bytes_recordSeparators_areBlanks() {
    assertThat(calls("application/json-seq", "\u001e{\"n\":1}\n\u001e{\"n\":2}\n"))
        .containsExactly("0=#1", ".", "0=#2", ".", "DONE");
  }

  @Test
  void end_ofNothing_isFine() {
    assertThat(calls("application/json", " \n")).containsExactly("OPEN");
  }

  @ParameterizedTest
  @CsvSource({
    "application/json,{},false",
    "application/json,[{}],true",
    "application/x-ndjson,{},true",
    "application/json,data: {},true",
    "text/plain,x,false",
  })
  void streaming_tellsStreamsFromDocuments(String type, String body, boolean streaming) {
    Framing framing = new SniffedFraming(type, FakeProvider.wanted(new RecordingSink(), "n"));
    framing.bytes(utf8(body), 0, body.length());
    assertThat(framing.streaming()).isEqualTo(streaming);
  }

  private static List<String> calls(String type, String body) {
    return FramingHarness.calls(
        utf8(body), sink -> new SniffedFraming(type, FakeProvider.wanted(sink, "n")));
  }
}
