package io.costspan.wire;

import java.nio.charset.StandardCharsets;

/**
 * The payload {@code {"bytes":"BASE64"}} of a chunk, passed on decoded as it arrives. Other
 * members, such as the padding {@code p}, are strings too and are skipped.
 */
final class ChunkPayload {
  private static final byte[] BYTES = "bytes".getBytes(StandardCharsets.US_ASCII);

  private final Base64Text text;
  private final PassingText name = new PassingText();
  private boolean inString;
  private boolean escaped;
  private boolean isValue;
  private boolean isBytes;

  ChunkPayload(StreamEvents events) {
    text = new Base64Text(events);
  }

  void bytes(byte[] array, int from, int to) {
    int at = from;
    while (at < to) {
      at = inString ? string(array, at, to) : structure(array[at], at);
    }
  }

  private int structure(byte sign, int at) {
    switch (sign) {
      case '"' -> inString = true;
      case ':' -> isValue = true;
      case ',' -> isValue = false;
      default -> {}
    }
    return at + 1;
  }

  private int string(byte[] array, int from, int to) {
    if (escaped) {
      escaped = false;
      // The only escape that makes sense in base64 is that of a slash.
      take(array, from, from + 1);
      return from + 1;
    }
    int at = Swar.either(array, from, to, '"', '\\');
    take(array, from, at);
    if (at == to) {
      return to;
    }
    escaped = array[at] == '\\';
    if (!escaped) {
      endString();
    }
    return at + 1;
  }

  private void take(byte[] array, int from, int to) {
    if (!isValue) {
      name.keep(array, from, to);
    } else if (isBytes) {
      text.bytes(array, from, to);
    }
  }

  private void endString() {
    inString = false;
    if (!isValue) {
      name.end();
      isBytes = name.is(BYTES);
      name.clear();
    }
  }

  /** Ends the payload. */
  void end() {
    text.end();
    name.clear();
    inString = false;
    escaped = false;
    isValue = false;
    isBytes = false;
  }
}
