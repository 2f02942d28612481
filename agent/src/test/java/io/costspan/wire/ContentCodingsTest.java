package io.costspan.wire;

import static io.costspan.wire.Bytes.concat;
import static io.costspan.wire.Bytes.gzip;
import static io.costspan.wire.Bytes.rawDeflate;
import static io.costspan.wire.Bytes.utf8;
import static io.costspan.wire.Bytes.zlib;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.exchange.FakeProvider;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentCodingsTest {
  private static final String BODY =
      "{\"n\":1}\n{\"x\":\"" + "lorem ipsum ".repeat(20) + "\",\"n\":2}";

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "identity", "Identity, identity", "none"})
  void undo_noCoding_leavesTheBytes(String encoding) {
    assertUnderstood(encoding, utf8(BODY));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "x-gzip", " GZIP ", "identity, gzip"})
  void undo_gzip_inflates(String encoding) {
    assertUnderstood(encoding, gzip(BODY));
  }

  @Test
  void undo_gzipInSeveralMembers_inflatesAll() {
    assertUnderstood("gzip", concat(gzip("{\"n\":1}"), gzip("{\"n\""), gzip(":2}")));
  }

  @Test
  void undo_gzipWithGarbageBehind_ignoresIt() {
    assertUnderstood("gzip", concat(gzip(BODY), utf8("\0\0garbage")));
  }

  @Test
  void undo_gzipWithEveryOptionalHeader_skipsThem() {
    byte[] plain = gzip(BODY);
    byte[] header = {0x1f, (byte) 0x8b, 8, 0x1f, 0, 0, 0, 0, 0, 3, 2, 0, 7, 7};
    byte[] names = utf8("name\0comment\0##");
    byte[] deflated = Arrays.copyOfRange(plain, 10, plain.length);
    assertUnderstood("gzip", concat(header, names, deflated));
  }

  @Test
  void undo_gzipThatTheClientUndid_takesTheBytesAsTheyAre() {
    assertUnderstood("gzip", utf8(BODY));
  }

  @Test
  void undo_deflate_inflatesWithAndWithoutHeader() {
    assertUnderstood("deflate", zlib(BODY));
    assertUnderstood("deflate", rawDeflate(BODY));
  }

  @Test
  void undo_severalCodings_undoesTheLastFirst() {
    byte[] deflated = zlib(BODY);
    byte[] both = gzip(deflated);
    assertUnderstood("deflate, gzip", both);
  }

  @ParameterizedTest
  @ValueSource(strings = {"zstd", "compress", "gzip, zstd", "gzip,gzip,gzip,gzip"})
  void undo_unknownCoding_isUndecodable(String encoding) {
    assertThat(calls(encoding, utf8(BODY))).containsExactly("UNDECODABLE");
  }

  @Test
  void end_withinCompressedBytes_isCut() {
    for (byte[] whole : List.of(gzip(BODY), zlib(BODY))) {
      String coding = whole[0] == 0x1f ? "gzip" : "deflate";
      for (int length = 1; length < whole.length; length++) {
        assertThat(calls(coding, Arrays.copyOf(whole, length))).last().isEqualTo("CUT");
      }
    }
  }

  @Test
  void end_beforeAnyByte_isNoFault() {
    assertThat(calls("gzip", new byte[0])).containsExactly("OPEN");
    assertThat(calls("deflate", new byte[0])).containsExactly("OPEN");
  }

  @Test
  void bytes_corrupt_areMalformed() {
    byte[] body = gzip(BODY);
    body[1] = 0;
    assertThat(calls("gzip", body)).containsExactly("MALFORMED");
    body = gzip(BODY);
    body[10] = 7;
    assertThat(calls("gzip", body)).last().isEqualTo("MALFORMED");
  }

  @Test
  void bytes_corruptBehindTheDocument_doNotMatter() {
    byte[] body = zlib("{\"n\":1}");
    body[body.length - 1]++;
    assertThat(
            FramingHarness.calls(
                body,
                sink ->
                    new DeflateFraming(
                        new SniffedFraming("application/json", FakeProvider.wanted(sink, "n")))))
        .containsExactly("0=#1", ".", "DONE");
  }

  private static void assertUnderstood(String encoding, byte[] body) {
    assertThat(calls(encoding, body)).containsExactly("0=#1", ".", "0=#2", ".", "DONE");
  }

  private static List<String> calls(String encoding, byte[] body) {
    return FramingHarness.calls(
        body,
        sink ->
            ContentCodings.undo(
                encoding,
                new SniffedFraming("application/x-ndjson", FakeProvider.wanted(sink, "n"))));
  }
}
