package io.costspan.health;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExcerptTest {
  private static final String LONG = "secret ".repeat(10_000);

  @Test
  void of_longValue_keepsTwoHundredCharacters() {
    assertThat(Excerpt.of("x".repeat(200))).isEqualTo("x".repeat(200));
    assertThat(Excerpt.of("x".repeat(201))).isEqualTo("x".repeat(200) + "...");
  }

  @Test
  void ofMessage_longQuotedValue_isCutAndTheWordsAroundItStay() {
    assertThat(Excerpt.ofMessage("prices.json, line 3: \"" + LONG + "\" is no date; correct it"))
        .startsWith("prices.json, line 3: \"secret ")
        .endsWith("...\" is no date; correct it")
        .hasSizeLessThan(260);
  }

  @Test
  void ofMessage_longValueWithoutBlanks_isCutAndTheWordsAroundItStay() {
    assertThat(Excerpt.ofMessage("ledger /" + "x".repeat(5_000) + " is not written"))
        .startsWith("ledger /xxx")
        .endsWith("x... is not written")
        .hasSizeLessThan(240);
  }

  @Test
  void ofMessage_valueThatNothingTellsFromWords_isCutAtALength() {
    assertThat(Excerpt.ofMessage(LONG)).hasSize(2_003);
  }

  @Test
  void ofMessage_usualLine_staysAsItIs() {
    String usual =
        "unknown option \"ledgr\" (agent argument ledgr): use one of " + "option, ".repeat(40);

    assertThat(Excerpt.ofMessage(usual)).isEqualTo(usual);
  }
}
