package io.costspan.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * Messages in protobuf's wire format, written once from front to back: what has a length gets it
 * when it ends. For one thread at a time.
 */
final class ProtoBytes extends ByteArrayOutputStream {
  private static final int USUAL_SIZE = 16 << 10;
  private static final int LONGEST_NUMBER = 10;
  private static final int TAG_BITS = 3;
  private static final int FIXED_64 = 1;
  private static final int WITH_LENGTH = 2;
  private static final int FIXED_32 = 5;

  private final StringBuilder scratch = new StringBuilder();

  ProtoBytes() {
    super(USUAL_SIZE);
  }

  /** Begins a message or a text. @return what {@link #end} wants to know */
  int begin(int field) {
    number(field << TAG_BITS | WITH_LENGTH);
    room(1);
    return ++count;
  }

  /** Ends what has begun last. Most lengths take the one byte that was left for them. */
  void end(int begun) {
    int length = count - begun;
    int more = bytesOf(length) - 1;
    if (more > 0) {
      room(more);
      System.arraycopy(buf, begun, buf, begun + more, length);
    }
    count = begun - 1;
    number(length);
    count += length;
  }

  void text(int field, CharSequence text) {
    int begun = begin(field);
    int length = text.length();
    room(length);
    byte[] to = buf;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        writeBytes(text.toString().getBytes(UTF_8));
        end(begun);
        return;
      }
      to[begun + i] = (byte) c;
    }
    count += length;
    end(begun);
  }

  void number(int field, long value) {
    number(field << TAG_BITS);
    number(value);
  }

  void fixed64(int field, long value) {
    number(field << TAG_BITS | FIXED_64);
    fixed(Long.reverseBytes(value), Long.BYTES);
  }

  void fixed32(int field, int value) {
    number(field << TAG_BITS | FIXED_32);
    fixed(Integer.reverseBytes(value), Integer.BYTES);
  }

  /** Eight bytes, the highest one first. */
  void bigEndian(long value) {
    fixed(value, Long.BYTES);
  }

  /** An empty text to be written, until the next one is asked for. */
  StringBuilder scratch() {
    scratch.setLength(0);
    return scratch;
  }

  /** Forgets what was written behind that size. */
  void cut(int size) {
    count = size;
  }

  private void number(long value) {
    room(LONGEST_NUMBER);
    long left = value;
    while (left >>> 7 != 0) {
      buf[count++] = (byte) (left | 0x80);
      left >>>= 7;
    }
    buf[count++] = (byte) left;
  }

  private void fixed(long value, int bytes) {
    room(bytes);
    for (int shift = (bytes - 1) * Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      buf[count++] = (byte) (value >>> shift);
    }
  }

  private static int bytesOf(int length) {
    int bytes = 1;
    for (int left = length >>> 7; left != 0; left >>>= 7) {
      bytes++;
    }
    return bytes;
  }

  private void room(int more) {
    if (buf.length - count < more) {
      buf = Arrays.copyOf(buf, Math.max(2 * buf.length, count + more));
    }
  }
}
