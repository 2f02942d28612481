package io.costspan.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MarkupTest {
  @Test
  void of_text_isEscaped() {
    assertThat(Markup.of("<b title=\"{}\">{}</b>", "\"'&", "<script>alert(1)</script>").html())
        .isEqualTo("<b title=\"&quot;&#39;&amp;\">&lt;script&gt;alert(1)&lt;/script&gt;</b>");
  }

  @Test
  void of_textWithASlot_isNotFilled() {
    assertThat(Markup.of("{} {}", "{}", "second").html()).isEqualTo("{} second");
  }

  @Test
  void of_markup_staysAsItIs() {
    assertThat(Markup.of("<p>{}</p>", Markup.of("<i>{}</i>", "&")).html())
        .isEqualTo("<p><i>&amp;</i></p>");
  }

  @Test
  void of_amount_hasAllDigitsAndNoExponent() {
    assertThat(Markup.of("{} {}", new BigDecimal("1E-9"), new BigDecimal("2.500")).html())
        .isEqualTo("0.000000001 2.5");
  }

  @Test
  void joined_pieces_keepTheirOrder() {
    assertThat(Stream.of("a", "<", "c").map(text -> Markup.of("{}", text)).collect(Markup.joined()))
        .isEqualTo(new Markup("a&lt;c"));
  }
}
