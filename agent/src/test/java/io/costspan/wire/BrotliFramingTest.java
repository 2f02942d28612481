package io.costspan.wire;

import static io.costspan.wire.Bytes.base64;
import static io.costspan.wire.Bytes.concat;
import static io.costspan.wire.Bytes.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.exchange.FakeProvider;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Bodies packed by the reference encoder, because the decoder's library brings none. */
class BrotliFramingTest {
  /** <code>{"n":1}, {"x":"lorem ipsum ...","n":2}</code>, one a line. */
  private static final byte[] LINES =
      base64("GwUB+C2Ld6B7ERlUVJXWqzV0WHytwAK3J0XS3pLNDa90+lIkRqba5BqkbK5OSbJhLeBKeBZlw0U1YDo=");

  /** <code>{"x":"aaa ...","n":2}</code> with five million letters. */
  private static final byte[] BOMB = base64("mw0AUPgdCXbshBvH4E4tIrPXN8Pc8IpFp3S5LRA49/5pFpAd");

  /** <code>{"n":1}</code> with a window of 16 MiB. */
  private static final byte[] WIDE = base64("DwOAeyJuIjoxfQM=");

  @Test
  void bytes_whole_areUnpackedAtTheEnd() {
    assertThat(calls(LINES)).containsExactly("0=#1", ".", "0=#2", ".", "DONE");
  }

  @Test
  void bytes_withinGzip_areUnpackedToo() {
    assertThat(calls("br, gzip", Bytes.gzip(LINES)))
        .containsExactly("0=#1", ".", "0=#2", ".", "DONE");
  }

  @Test
  void end_beforeAnyByte_isNoFault() {
    assertThat(calls(new byte[0])).containsExactly("OPEN");
  }

  @Test
  void end_behindAFlush_tellsWhatCameBefore() {
    byte[] flushed = Arrays.copyOf(Bodies.BROTLI_STREAM, Bodies.BROTLI_STREAM.length - 1);
    assertThat(stream(flushed)).endsWith(".", "DONE");
  }

  @Test
  void end_anywhere_isNeverTakenForTheWhole() {
    for (int length = 1; length < LINES.length; length++) {
      assertThat(calls(Arrays.copyOf(LINES, length))).last().isIn("CUT", "MALFORMED");
    }
  }

  @Test
  void bytes_corrupt_neverFault() {
    Random random = new Random(1);
    for (int bit = 0; bit < 8 * LINES.length; bit++) {
      byte[] corrupt = LINES.clone();
      corrupt[bit / 8] ^= (byte) (1 << bit % 8);
      List<String> whole = FramingHarness.once(List.of(corrupt), BrotliFramingTest::framing);
      List<byte[]> pieces = Pieces.random(corrupt, random);
      assertThat(FramingHarness.once(pieces, BrotliFramingTest::framing)).isEqualTo(whole);
    }
  }

  @Test
  void bytes_tooManyToHold_areUndecodable() {
    byte[] held = new byte[(48 << 10) - LINES.length - 1];
    assertThat(once(concat(LINES, held))).doesNotContain("UNDECODABLE");
    assertThat(once(concat(LINES, held, new byte[1]))).containsExactly("UNDECODABLE");
  }

  @Test
  void bytes_thatUnfoldToTooMuch_areUndecodable() {
    assertThat(once(BOMB)).containsExactly("UNDECODABLE");
  }

  @Test
  void bytes_thatWantALargeWindow_areUndecodable() {
    assertThat(once(WIDE)).containsExactly("UNDECODABLE");
  }

  @Test
  void bytes_plainText_areMalformed() {
    assertThat(calls(utf8("{\"n\":1}"))).containsExactly("MALFORMED");
  }

  private static List<String> stream(byte[] body) {
    return FramingHarness.calls(body, sink -> framing("text/event-stream", sink));
  }

  private static List<String> once(byte[] body) {
    return FramingHarness.once(List.of(body), BrotliFramingTest::framing);
  }

  private static List<String> calls(byte[] body) {
    return calls("br", body);
  }

  private static List<String> calls(String encoding, byte[] body) {
    return FramingHarness.calls(body, sink -> ContentCodings.undo(encoding, lines(sink)));
  }

  private static Framing framing(RecordingSink sink) {
    return ContentCodings.undo("br", lines(sink));
  }

  private static Framing framing(String type, RecordingSink sink) {
    return ContentCodings.undo("br", new SniffedFraming(type, FakeProvider.wanted(sink, "n")));
  }

  private static Framing lines(RecordingSink sink) {
    return new SniffedFraming("application/x-ndjson", FakeProvider.wanted(sink, "n"));
  }
}
