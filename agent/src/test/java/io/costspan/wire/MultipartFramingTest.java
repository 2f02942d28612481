package io.costspan.wire;

import static io.costspan.wire.Bytes.concat;
import static io.costspan.wire.Bytes.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.exchange.FakeProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MultipartFramingTest {
  private static final String TYPE = "multipart/form-data; charset=utf-8; boundary=\"a-b\"";

  @Test
  void bytes_textFields_areReported() {
    String body =
        "preamble\r\n--a-b\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\ngpt-image-1\r\n"
            + "--a-b  \r\ncontent-type: text/plain\r\nCONTENT-DISPOSITION: form-data; name=n\r\n\r\n2\r\n"
            + "--a-b\r\nContent-Disposition: form-data; name=\"empty\"\r\n\r\n\r\n"
            + "--a-b--\r\nepilogue";
    assertThat(fields(utf8(body))).containsExactly("model=gpt-image-1", "n=2", "empty=", "DONE");
  }

  @Test
  void bytes_files_arePassedOver() {
    byte[] noise = new byte[3000];
    new Random(1).nextBytes(noise);
    byte[] body =
        concat(
            utf8(
                "--a-b\r\nContent-Disposition: form-data; name=\"image\"; filename=\"; name=x.png\"\r\n\r\n"),
            noise,
            utf8(
                "\r\n--a-b\r\nContent-Disposition: form-data; name=\"mask\"\r\nContent-Type: image/png\r\n\r\n"),
            noise,
            utf8(
                "\r\n--a-b\r\nContent-Disposition: form-data; name=\"size\"\r\n\r\n1024x1024\r\n--a-b--"));
    assertThat(fieldsInPieces(body)).containsExactly("size=1024x1024", "DONE");
  }

  @Test
  void bytes_almostADelimiter_belongsToTheValue() {
    String value = "\r\n--a-\r\r\n-\n--a-b\r\n--a-c";
    String body =
        "--a-b\r\nContent-Disposition: form-data; name=\"p\"\r\n\r\n" + value + "\r\n--a-b--";
    assertThat(fields(utf8(body))).containsExactly("p=" + value, "DONE");
  }

  @Test
  void bytes_longValue_isCut() {
    String body =
        "--a-b\r\nContent-Disposition: form-data; name=\"p\"\r\n\r\n"
            + "x".repeat(5000)
            + "\r\n--a-b--";
    assertThat(fieldsInPieces(utf8(body))).containsExactly("p=" + "x".repeat(512), "DONE");
  }

  @Test
  void end_beforeTheLastDelimiter_isCut() {
    assertThat(fields(utf8("--a-b\r\nContent-Disposition: form-data; name=\"p\"\r\n\r\nx")))
        .containsExactly("CUT");
  }

  @Test
  void of_missingBoundary_isUnframed() {
    assertThat(framing("multipart/form-data", new ArrayList<>())).isInstanceOf(Unframed.class);
  }

  private static List<String> fields(byte[] body) {
    return FramingHarness.agreed(body, MultipartFramingTest::once);
  }

  private static List<String> fieldsInPieces(byte[] body) {
    List<String> whole = once(List.of(body));
    for (int size = 1; size < 20; size++) {
      assertThat(once(Pieces.ofSize(body, size))).isEqualTo(whole);
    }
    return whole;
  }

  @Test
  void bytes_longField_isCutButCountedAsAWhole() {
    List<Long> lengths = new ArrayList<>();
    Framing framing =
        new MultipartFraming("b", (name, value, codePoints) -> lengths.add(codePoints));
    String field = "--b\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\n";
    byte[] body = utf8(field + "\u00e9\r\n".repeat(1000) + "\r\n" + field + "abc\r\n--b--");

    framing.bytes(body, 0, body.length);
    framing.end();

    assertThat(lengths).containsExactly(3000L, 3L);
  }

  private static List<String> once(List<byte[]> pieces) {
    List<String> told = new ArrayList<>();
    Framing framing = framing(TYPE, told);
    pieces.forEach(piece -> framing.bytes(piece, 0, piece.length));
    framing.end();
    told.add(framing.state().name());
    return told;
  }

  private static Framing framing(String type, List<String> told) {
    return Framings.ofRequest(
        type,
        null,
        FakeProvider.wanted(new RecordingSink(), "n"),
        (name, value, codePoints) -> told.add(name + "=" + value));
  }
}
