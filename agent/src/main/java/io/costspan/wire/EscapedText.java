package io.costspan.wire;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** Percent-encoded text as it passes by: its beginning, and the length of the whole. */
final class EscapedText {
  private final PassingText kept = new PassingText();
  private long codePoints;
  private int digitsLeft;

  void keep(byte[] bytes, int from, int to) {
    kept.keep(bytes, from, to);
    for (int at = from; at < to; at++) {
      count(bytes[at]);
    }
  }

  private void count(byte value) {
    if (value == '%') {
      digitsLeft = 2;
    } else if (digitsLeft == 0) {
      codePoints += (value & 0xC0) == 0x80 ? 0 : 1;
    } else {
      digitsLeft--;
      codePoints += digitsLeft == 0 || continues(value) ? 0 : 1;
    }
  }

  /** Whether an escape that begins with that digit is a continuation byte of a character. */
  private static boolean continues(byte digit) {
    int folded = digit | 0x20;
    return digit == '8' || digit == '9' || folded == 'a' || folded == 'b';
  }

  boolean isEmpty() {
    return codePoints == 0;
  }

  /** The number of characters of the whole text, decoded. */
  long codePoints() {
    return codePoints;
  }

  /**
   * The beginning of the text, decoded.
   *
   * @throws IllegalArgumentException if an escape is malformed
   */
  String decoded() {
    kept.end();
    String text = kept.toString();
    int last = text.lastIndexOf('%');
    boolean cut = last >= 0 && last > text.length() - 3;
    return URLDecoder.decode(cut ? text.substring(0, last) : text, StandardCharsets.UTF_8);
  }

  void clear() {
    kept.clear();
    codePoints = 0;
    digitsLeft = 0;
  }
}
