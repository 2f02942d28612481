package io.costspan.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SwarTest {
  /** Bytes that are nearly ends of lines, and what is around them in UTF-8. */
  private static final byte[] BYTES = {'\r', '\n', '\t', 0, 0x0F, 0x10, ' ', 'a', (byte) 0x8A, -1};

  @Test
  void lineEnd_anyBytes_isTheFirstReturnOrNewLine() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      byte[] array = text(random, random.nextInt(100));
      int from = random.nextInt(array.length + 1);

      assertThat(Swar.lineEnd(array, from, array.length)).isEqualTo(byteByByte(array, from));
    }
  }

  @Test
  void lineEnd_behindTheRange_isNotFound() {
    byte[] array = {'a', 'b', '\n'};

    assertThat(Swar.lineEnd(array, 0, 2)).isEqualTo(2);
  }

  @Test
  void quoteOrControl_anyBytes_isTheFirstQuoteOrByteBelow16() {
    Random random = new Random(8);
    for (int i = 0; i < 20_000; i++) {
      byte[] array = text(random, random.nextInt(40));
      if (array.length > 0 && random.nextBoolean()) {
        array[random.nextInt(array.length)] = '"';
      }
      int from = random.nextInt(array.length + 1);
      int at = from;
      while (at < array.length && array[at] != '"' && (array[at] < 0 || array[at] >= 16)) {
        at++;
      }

      assertThat(Swar.quoteOrControl(array, from, array.length)).isEqualTo(at);
    }
  }

  private static byte[] text(Random random, int length) {
    byte[] array = new byte[length];
    int rare = 1 + random.nextInt(40);
    for (int i = 0; i < length; i++) {
      array[i] = random.nextInt(rare) == 0 ? BYTES[random.nextInt(BYTES.length)] : (byte) 'x';
    }
    return array;
  }

  private static int byteByByte(byte[] array, int from) {
    int at = from;
    while (at < array.length && array[at] != '\r' && array[at] != '\n') {
      at++;
    }
    return at;
  }
}
