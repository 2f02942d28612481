package io.costspan.benchmarks.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads requests from a connection, one after the other, without making garbage. */
final class HttpInput {
  private static final byte[] BLANK_LINE = ascii("\r\n\r\n");
  private static final byte[] LENGTH = ascii("\r\ncontent-length: ");
  private static final byte[] CHUNKED = ascii("\r\ntransfer-encoding: chunked");
  private static final byte[] LAST_CHUNK = ascii("0\r\n\r\n");

  private final InputStream in;
  private byte[] buffer = new byte[16 << 10];
  private int length;
  private int head;

  HttpInput(InputStream in) {
    this.in = in;
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Waits for a whole request; false if there is none any more. */
  boolean next() throws IOException {
    length = 0;
    head = 0;
    while (!isWhole()) {
      if (length == buffer.length) {
        buffer = Arrays.copyOf(buffer, 2 * length);
      }
      int count = in.read(buffer, length, buffer.length - length);
      if (count < 0) {
        return false;
      }
      length += count;
    }
    return true;
  }

  private boolean isWhole() {
    if (head == 0) {
      int end = find(BLANK_LINE, length);
      if (end < 0) {
        return false;
      }
      head = end + BLANK_LINE.length;
    }
    int at = find(LENGTH, head);
    if (at >= 0) {
      return length >= head + number(at + LENGTH.length);
    }
    return find(CHUNKED, head) < 0 || endsWith(LAST_CHUNK);
  }

  /** Whether it stands anywhere in the request, in lower case or as it is. */
  boolean contains(byte[] text) {
    return find(text, length) >= 0;
  }

  /** The number behind this text, or 0. */
  int numberAfter(byte[] text) {
    int at = find(text, length);
    return at < 0 ? 0 : number(at + text.length);
  }

  byte[] body() {
    return Arrays.copyOfRange(buffer, head, length);
  }

  private int number(int at) {
    int number = 0;
    for (int i = at; i < length && buffer[i] >= '0' && buffer[i] <= '9'; i++) {
      number = 10 * number + buffer[i] - '0';
    }
    return number;
  }

  private boolean endsWith(byte[] text) {
    return length >= text.length
        && Arrays.equals(buffer, length - text.length, length, text, 0, text.length);
  }

  private int find(byte[] text, int end) {
    for (int at = 0; at <= end - text.length; at++) {
      int same = 0;
      while (same < text.length && lower(buffer[at + same]) == text[same]) {
        same++;
      }
      if (same == text.length) {
        return at;
      }
    }
    return -1;
  }

  private static int lower(byte letter) {
    return letter >= 'A' && letter <= 'Z' ? letter + 'a' - 'A' : letter;
  }
}
