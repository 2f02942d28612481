package io.costspan.wire;

import static io.costspan.wire.Bytes.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.exchange.FakeProvider;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class XmlFramingTest {
  @Test
  void bytes_textOutsideTags_isCountedAndAttributesAreNamed() {
    assertThat(
            told(
                "<speak version=\"1.0\"><voice name='en-US-AvaNeural' x=\"a>b\">h\u00e9<break time='1s'/> you</voice></speak>"))
        .containsExactly(
            "speak@version=1.0 (3)",
            "voice@name=en-US-AvaNeural (15)",
            "voice@x=a>b (3)",
            "#text=h\u00e9 (2)",
            "break@time=1s (2)",
            "#text= you (4)");
  }

  @Test
  void bytes_entity_isOneCharacter() {
    assertThat(told("<p>a &amp; &#233;</p>")).containsExactly("#text=a & & (5)");
  }

  @Test
  void bytes_comment_isNoTextAndItsQuotesMeanNothing() {
    assertThat(told("<?xml version='1.0'?><p><!-- don't -->ab</p>"))
        .containsExactly("?xml@version=1.0 (3)", "#text=ab (2)");
  }

  @Test
  void bytes_smile_isOneCharacter() {
    assertThat(told("<p>\ud83d\ude00</p>")).containsExactly("#text=\ud83d\ude00 (1)");
  }

  @Test
  void bytes_longText_isCountedAsAWhole() {
    List<Long> lengths = new ArrayList<>();
    Framing framing = new XmlFraming((name, value, codePoints) -> lengths.add(codePoints));
    byte[] body = utf8("<p>" + "\u00e9".repeat(100_000));

    framing.bytes(body, 0, body.length);
    framing.end();

    assertThat(lengths).containsExactly(100_000L);
  }

  private static List<String> told(String body) {
    return FramingHarness.agreed(utf8(body), XmlFramingTest::once);
  }

  private static List<String> once(List<byte[]> pieces) {
    List<String> told = new ArrayList<>();
    Framing framing =
        Framings.ofRequest(
            "application/ssml+xml",
            null,
            FakeProvider.wanted(new RecordingSink(), "n"),
            (name, value, codePoints) -> told.add(name + "=" + value + " (" + codePoints + ")"));
    pieces.forEach(piece -> framing.bytes(piece, 0, piece.length));
    framing.end();
    return told;
  }
}
