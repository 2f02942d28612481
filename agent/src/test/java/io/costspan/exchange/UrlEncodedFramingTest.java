package io.costspan.exchange;

import static io.costspan.exchange.Bytes.utf8;
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

  private static List<String> fields(String body) {
    List<String> whole = once(List.of(utf8(body)));
    for (List<byte[]> pieces : Pieces.everyWay(utf8(body))) {
      assertThat(once(pieces)).isEqualTo(whole);
    }
    return whole;
  }

  private static List<String> once(List<byte[]> pieces) {
    List<String> told = new ArrayList<>();
    Framing framing = new UrlEncodedFraming((name, value) -> told.add(name + "=" + value));
    pieces.forEach(piece -> framing.bytes(piece, 0, piece.length));
    framing.end();
    told.add(framing.state().name());
    return told;
  }
}
