package io.costspan.wire;

import static io.costspan.wire.EventFrames.base64;
import static io.costspan.wire.EventFrames.chunk;
import static io.costspan.wire.EventFrames.event;
import static io.costspan.wire.EventFrames.frame;
import static io.costspan.wire.EventFrames.header;
import static io.costspan.wire.EventFrames.prelude;
import static io.costspan.wire.EventFrames.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.exchange.FakeProvider;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventStreamFramingTest {
  private static final byte[] NOTHING = {};
  private static final byte[] FIRST = event("a", "{\"n\":1}");
  private static final byte[] SECOND = event("b", "{\"n\":2}");

  @Test
  void bytes_frames_areNamedDocuments() {
    assertThat(calls(FIRST, SECOND))
        .containsExactly("event a", "0=#1", ".", "event b", "0=#2", ".", "DONE");
  }

  @Test
  void bytes_chunks_areDecoded() {
    assertThat(calls(chunk("{\"n\":1}"), chunk("{\"x\":[0],\"n\":22}")))
        .containsExactly("event chunk", "0=#1", ".", "event chunk", "0=#22", ".", "DONE");
  }

  @Test
  void bytes_chunkLongerThanAnyBuffer_isDecoded() {
    String json = "{\"x\":\"" + "filler".repeat(200) + "\",\"n\":1}";
    assertThat(calls(chunk(json))).containsExactly("event chunk", "0=#1", ".", "DONE");
  }

  @Test
  void bytes_chunkWithOtherMembersFirst_isDecoded() {
    String payload = "{ \"p\" : \"a\\\"b\", \"bytes\" : \"" + base64("{\"n\":1}") + "\" }";
    assertThat(calls(event("chunk", payload))).containsExactly("event chunk", "0=#1", ".", "DONE");
  }

  @Test
  void bytes_chunkWithEscapedSlash_isDecoded() {
    String json = "{\"x\":\"???\",\"n\":1}";
    assertThat(base64(json)).contains("/");
    String payload = "{\"bytes\":\"" + base64(json).replace("/", "\\/") + "\"}";
    assertThat(calls(event("chunk", payload))).containsExactly("event chunk", "0=#1", ".", "DONE");
  }

  @Test
  void bytes_chunkWithDone_endsTheStream() {
    assertThat(calls(chunk("{\"n\":1}"), chunk("[DONE]"), chunk("{\"n\":2}")))
        .containsExactly("event chunk", "0=#1", ".", "event chunk", "DONE");
  }

  @Test
  void bytes_headersOfEveryType_arePassedOver() {
    byte[] headers =
        Bytes.concat(
            header("true", 0, NOTHING),
            header("false", 1, NOTHING),
            header("byte", 2, new byte[1]),
            header("short", 3, new byte[2]),
            header("int", 4, new byte[4]),
            header("long", 5, new byte[8]),
            header("bytes", 6, new byte[] {0, 3, 1, 2, 3}),
            header("timestamp", 8, new byte[8]),
            header("uuid", 9, new byte[16]),
            text("empty", ""),
            text(":event-type", "a"));
    assertThat(calls(frame(headers, Bytes.utf8("{\"n\":1}"))))
        .containsExactly("event a", "0=#1", ".", "DONE");
  }

  @Test
  void bytes_frameWithoutHeadersOrPayload_isIgnored() {
    assertThat(calls(frame(NOTHING, NOTHING), FIRST))
        .containsExactly("event a", "0=#1", ".", "DONE");
  }

  @Test
  void bytes_payloadThatIsNoJson_isLeftOut() {
    assertThat(calls(event("x", "oops"), FIRST, event("x", "{\"n"), SECOND))
        .containsExactly(
            "event x", ".", "event a", "0=#1", ".", "event x", ".", "event b", "0=#2", ".", "DONE");
  }

  @Test
  void bytes_anyBitWrong_endsTheReading() {
    List<String> sound = calls(FIRST, SECOND);
    for (int bit = 0; bit < 8 * FIRST.length; bit++) {
      byte[] corrupt = FIRST.clone();
      corrupt[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(once(Bytes.concat(corrupt, SECOND)))
          .as("bit %d", bit)
          .isNotEqualTo(sound)
          .doesNotContain("event b")
          .endsWith("MALFORMED");
    }
  }

  @Test
  void bytes_wrongChecksum_isFoundHoweverCut() {
    byte[] corrupt = FIRST.clone();
    corrupt[corrupt.length - 1]++;
    assertThat(calls(corrupt, SECOND)).containsExactly("event a", "0=#1", ".", "MALFORMED");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "15, 0",
    "16, 1",
    "-1, 0",
    "-2147483648, 0",
    "-2147483633, 2147483647",
    "100, -1",
    "100, -2147483648",
    "2147483647, 2147483647"
  })
  void bytes_impossibleLengths_endTheReading(int frameBytes, int headerBytes) {
    assertThat(calls(prelude(frameBytes, headerBytes), SECOND)).containsExactly("MALFORMED");
  }

  @Test
  void bytes_headerBeyondTheHeaders_endsTheReading() {
    byte[] header = text(":event-type", "name");
    byte[] broken = Arrays.copyOf(header, header.length - 1);
    assertThat(calls(frame(broken, NOTHING))).containsExactly("MALFORMED");
  }

  @Test
  void bytes_headerOfUnknownType_endsTheReading() {
    assertThat(calls(frame(header("x", 10, NOTHING), NOTHING))).containsExactly("MALFORMED");
  }

  @Test
  void end_withinAFrame_isCut() {
    for (int length = 1; length < SECOND.length; length++) {
      byte[] part = Arrays.copyOf(SECOND, length);
      assertThat(once(Bytes.concat(FIRST, part))).endsWith("CUT");
    }
  }

  @Test
  void end_withoutAnyFrame_isDone() {
    assertThat(once(NOTHING)).containsExactly("DONE");
  }

  @Test
  void drain_frameThatRecursSoFar_tellsWhatWasThere() {
    RecordingSink sink = new RecordingSink();
    Framing framing = framing(sink);
    String payload = "{'n':1,'x':'what is the same in each event','y':'%s'}";
    for (String text : List.of("a", "b", "c", "d")) {
      byte[] frame = event("a", payload.formatted(text));
      framing.bytes(frame, 0, frame.length - (text.equals("d") ? 20 : 0));
    }
    List<String> before = List.copyOf(sink.calls());

    framing.drain();

    assertThat(before).endsWith(".", "event a");
    assertThat(sink.calls()).endsWith("event a", "0=#1");
  }

  private static List<String> calls(byte[]... frames) {
    return FramingHarness.calls(Bytes.concat(frames), EventStreamFramingTest::framing);
  }

  private static List<String> once(byte[] body) {
    return FramingHarness.once(List.of(body), EventStreamFramingTest::framing);
  }

  private static Framing framing(RecordingSink sink) {
    return new EventStreamFraming(FakeProvider.wanted(sink, "n"));
  }
}
