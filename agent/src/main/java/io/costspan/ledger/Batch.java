package io.costspan.ledger;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * Whole lines that are to be written at once. Before the first stands a line end, which is written
 * only where the file ends in the midst of a line.
 */
final class Batch extends ByteArrayOutputStream {
  private static final int FULL = 64 * 1024;
  private static final int LARGEST_LINE = 16 * 1024;

  Batch() {
    super(FULL + LARGEST_LINE);
    clear();
  }

  /** Ends the line that was written so far. */
  void endLine() {
    write('\n');
  }

  /** Where the next line begins. */
  int end() {
    return count;
  }

  /** Forgets what was written since {@link #end} said so. */
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

  /** How many lines end between two positions. */
  static int lines(ByteBuffer bytes, int from, int to) {
    int lines = 0;
    for (int i = from; i < to; i++) {
      lines += bytes.get(i) == '\n' ? 1 : 0;
    }
    return lines;
  }

  /** The lines, no copy; at position 0 stands the line end. */
  ByteBuffer bytes() {
    return ByteBuffer.wrap(buf, 1, count - 1);
  }
}
