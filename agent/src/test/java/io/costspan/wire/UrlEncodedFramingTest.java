package io.costspan.wire;

import static io.costspan.wire.Bytes.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UrlEncodedFramingTest {
  @Test
  void bytes_fields_areDecoded() {
    assertThat(fields("a=1&b=x+y%20%C3%A9&c=&d&=e&f=g=h"))
        .containsExactly("a=1", "b=x y é", "c=", "d=", "f=g=h", "DONE");
  }

  @Test
  void bytes_brokenEscape_isMalformed() {
    assertThat(fields("a=%zz")).containsExactly("MALFORMED");
  }

  @Test
  void bytes_longValue_isCutButCountedAsAWhole() {
    List<Long> lengths = new ArrayList<>();
    List<String> values = new ArrayList<>();
    Framing framing =
        new UrlEncodedFraming(
            (name, value, codePoints) -> {
              lengths.add(codePoints);
              values.add(value);
            });
    String smiles = "%F0%9F%98%80".repeat(1000);
    byte[] body = utf8("a=" + smiles + "&b=x+%C3%a9\u00e9&c=" + "y".repeat(3000));

    framing.bytes(body, 0, body.length);
    framing.end();

    assertThat(lengths).containsExactly(1000L, 4L, 3000L);
    assertThat(values.get(0)).startsWith("\ud83d\ude00");
    assertThat(framing.state()).isEqualTo(Framing.State.DONE);
  }

  private static List<String> fields(String body) {
    return FramingHarness.agreed(utf8(body), UrlEncodedFramingTest::once);
  }

  private static List<String> once(List<byte[]> pieces) {
    List<String> told = new ArrayList<>();
    Framing framing =
        new UrlEncodedFraming((name, value, codePoints) -> told.add(name + "=" + value));
    pieces.forEach(piece -> framing.bytes(piece, 0, piece.length));
    framing.end();
    told.add(framing.state().name());
    return told;
  }
}
