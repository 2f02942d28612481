package io.costspan.ledger;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * Complete lines that are to be written at once. The first is preceded by a line end, which is
 * written only if the file ends in the middle of a line.
 */
final class Batch extends ByteArrayOutputStream {
  private static final int FULL = 64 * 1024;
  private static final int LARGEST_LINE = 16 * 1024;

  Batch() {
    super(FULL + LARGEST_LINE);
    clear();
  }

  /** Ends the current line. */
  void endLine() {
    write('\n');
  }

  /** The position at which the next line begins. */
  int end() {
    return count;
  }

  /** Discards everything after a position that {@link #end} returned. */
  void cutTo(int end) {
    count = end;
  }

  boolean isFull() {
    return count >= FULL;
  }

  boolean isEmpty() {
    return count == 1;
  }

  void clear() {
    count = 0;
    write('\n');
  }

  /** The number of lines that end between two positions. */
  static int lines(ByteBuffer bytes, int from, int to) {
    int lines = 0;
    for (int i = from; i < to; i++) {
      lines += bytes.get(i) == '\n' ? 1 : 0;
    }
    return lines;
  }

  /** The lines, not copied, with the line end at position 0. */
  ByteBuffer bytes() {
    return ByteBuffer.wrap(buf, 1, count - 1);
  }
}
