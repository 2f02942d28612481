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
  void of_whatATerminalObeysOrNobodySees_isEscaped() {
    assertThat(Excerpt.of("a\nb\r\t\u001b[2J\u009b\u2028"))
        .isEqualTo("a\\u000ab\\u000d\\u0009\\u001b[2J\\u009b\\u2028");
    assertThat(Excerpt.of("\u202ex\u200b\u2066\ufeff\u3164"))
        .isEqualTo("\\u202ex\\u200b\\u2066\\ufeff\\u3164");
    assertThat(Excerpt.of("\ud800x\udb40\udc41")).isEqualTo("\\ud800x\\u{e0041}");
  }

  @Test
  void of_namesInOtherScripts_stayAsTheyAre() {
    assertThat(Excerpt.of("模型-größe-é")).isEqualTo("模型-größe-é");
  }

  @Test
  void of_usualName_isTheSameObject() {
    String name = "gpt-4o";
    assertThat(Excerpt.of(name)).isSameAs(name);
  }

  @Test
  void of_cutWithinAPair_leavesNoHalf() {
    assertThat(Excerpt.of("x\ud83d\ude00", 2)).isEqualTo("x...");
  }

  @Test
  void ofMessage_secondLine_cannotPassForOneOfOurs() {
    assertThat(Excerpt.ofMessage("a\n[costspan] warn: b")).isEqualTo("a\\u000a[costspan] warn: b");
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
