package io.costspan.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.wire.Pieces;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenCounterTest {
  /** Thousandths by the weights: a word 950, a line end 600, signs 880 and 310 more for each. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | 0",
        "word | 950",
        "two words | 1930",
        "a b  c | 2910",
        "wonderfully | 1420",
        "camelCase | 1680",
        "HTTP | 1460",
        "12345 | 2400",
        "so, what?! | 3970",
        "`line\\nline` | 2500",
        "`line\\n\\nline` | 2600",
        "`\\\"said\\\"` | 2710",
        "`\\u65e5 \\u65e5` | 1320",
        "`日本` | 1320",
        "é | 500",
        "😀 | 1800",
      })
  void bytes_eachKindOfText_hasItsWeight(String text, long thousandths) {
    assertThat(counted(List.of(bytes(text)))).isEqualTo(thousandths);
  }

  @Test
  void bytes_inPiecesOfAnySize_countTheSame() {
    byte[] text =
        bytes(
            "The 42 \\\"quick\\\" foxes\\n\\n jumped over camelCase; d\u00e9j\u00e0 \\u00e9 \u65e5\u672c \ud83d\ude00!");

    for (List<byte[]> pieces : Pieces.everyWay(text)) {
      assertThat(counted(pieces)).isEqualTo(counted(List.of(text)));
    }
  }

  /** Of long pieces four parts are counted at once. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "It was the best of times; it was the worst of times, ",
        "line\\n \\n \\n",
        "tree\n \n \n",
        "\\u00e9 \\u00fc a\\\\n b ",
        "lower UPPER 12345 camelCase ",
        "日本語のテキスト、",
        "iVBORw0KGgoAAAANSUhEUgAA",
        "un été à la plage 😀 ",
      })
  void bytes_inLongPieces_countAsOneByOne(String text) {
    byte[] bytes = bytes(text.repeat(60));

    assertThat(counted(List.of(bytes))).isEqualTo(counted(Pieces.ofSize(bytes, 1)));
    assertThat(counted(Pieces.ofSize(bytes, 200))).isEqualTo(counted(Pieces.ofSize(bytes, 1)));
  }

  @Test
  void take_betweenThePiecesOfAWord_losesNothing() {
    TokenCounter counter = new TokenCounter();
    byte[] word = bytes("streaming");
    counter.bytes(word, 0, 4);
    long first = counter.take();
    counter.bytes(word, 4, word.length);

    assertThat(first + counter.take()).isEqualTo(counted(List.of(word)));
  }

  @ParameterizedTest
  @CsvSource({"2000", "2048", "2049", "6144", "20000", "1000000"})
  void bytes_longText_isJudgedByAPartOfIt(int length) {
    byte[] sentence = bytes("It was the best of times, it was the worst of times. ");
    byte[] text = new byte[length];
    for (int i = 0; i < length; i++) {
      text[i] = sentence[i % sentence.length];
    }
    long perSentence = counted(List.of(bytes(" " + new String(sentence, StandardCharsets.UTF_8))));

    assertThat(counted(Pieces.ofSize(text, 777)))
        .isCloseTo(perSentence * length / sentence.length, Percentage.withPercentage(3))
        .isEqualTo(counted(List.of(text)));
  }

  @Test
  void clear_forgetsWhatCameBefore() {
    TokenCounter counter = new TokenCounter();
    counter.bytes(bytes("wor"), 0, 3);
    counter.clear();
    counter.bytes(bytes("d"), 0, 1);

    assertThat(counter.take()).isEqualTo(950);
  }

  private static long counted(List<byte[]> pieces) {
    TokenCounter counter = new TokenCounter();
    pieces.forEach(piece -> counter.bytes(piece, 0, piece.length));
    return counter.take();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
