package io.costspan.recordings;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;

/**
 * One change of a body.
 *
 * @param place where, taken modulo the body's length
 * @param length of what it concerns
 */
record Edit(Kind kind, int place, int length, String token) {
  /** What breaks readers of JSON, event streams, frames and packed bodies. */
  static final List<String> TOKENS =
      List.of(
          "{",
          "}",
          "[",
          "]",
          "\"",
          ",",
          ":",
          "\\",
          "\n",
          "\r\n",
          "\n\n",
          "data: ",
          "event:",
          "\0",
          "\u00ff",
          "\u00c3",
          "-",
          "-1",
          "1e999",
          "1E-999999999",
          "0.1",
          "99999999999999999999",
          "null",
          "true",
          "[DONE]",
          "\\ud800",
          "\\u00",
          "\"usage\":",
          "\"usage\":{}",
          "{}",
          "[[[[",
          "\"model\":\"gpt-4o\",",
          "\u001f\u008b",
          "--boundary\r\n",
          "\u00ef\u00bb\u00bf");

  enum Kind {
    FLIP,
    INSERT,
    OVERWRITE,
    DELETE,
    REPEAT,
    TRUNCATE
  }

  byte[] of(byte[] body) {
    if (body.length == 0) {
      return kind == Kind.INSERT ? token.getBytes(ISO_8859_1) : body;
    }
    int at = place % body.length;
    int end = Math.min(body.length, at + length);
    byte[] inserted = token.getBytes(ISO_8859_1);
    return switch (kind) {
      case FLIP -> flipped(body, at);
      case INSERT -> joined(body, at, inserted, at);
      case OVERWRITE -> joined(body, at, inserted, Math.min(body.length, at + inserted.length));
      case DELETE -> joined(body, at, new byte[0], end);
      case REPEAT -> joined(body, end, Arrays.copyOfRange(body, at, end), end);
      case TRUNCATE -> Arrays.copyOf(body, at);
    };
  }

  private byte[] flipped(byte[] body, int at) {
    byte[] flipped = body.clone();
    flipped[at] ^= (byte) (1 << length % 8);
    return flipped;
  }

  private static byte[] joined(byte[] body, int until, byte[] inserted, int from) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream(body.length + inserted.length);
    joined.write(body, 0, until);
    joined.writeBytes(inserted);
    joined.write(body, from, body.length - from);
    return joined.toByteArray();
  }
}
