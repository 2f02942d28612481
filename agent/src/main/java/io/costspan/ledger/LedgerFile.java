package io.costspan.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A file of complete lines. Each batch is a single write at its end, so that several JVMs may share
 * it. A line that a full disk cuts is completed later, or written again on a line of its own. Not
 * thread-safe.
 */
final class LedgerFile {
  private static final long UNKNOWN = -1;

  private final LedgerChannel channel;
  private final long limitBytes;

  /** The size after the last write. */
  private long size = UNKNOWN;

  /** Whether the file ended in the middle of a line then. */
  private boolean cut;

  private boolean full;

  /**
   * @param limitBytes the size beyond which nothing is written until the file is rotated
   */
  LedgerFile(LedgerChannel channel, long limitBytes) {
    this.channel = channel;
    this.limitBytes = limitBytes;
  }

  /** Whether the limit has been reached and the file has not been rotated since. */
  boolean isFull() throws IOException {
    if (channel.open()) {
      size = UNKNOWN;
      cut = true;
      full = false;
    }
    return full;
  }

  /**
   * Writes lines, as far as the limit allows.
   *
   * @param lines preceded by a line end, as in {@link Batch}; what remains of them when this throws
   *     may be appended again
   * @return how many lines did not fit below the limit
   */
  int append(ByteBuffer lines) throws IOException {
    if (isFull()) {
      return Batch.lines(lines, lines.position(), lines.limit());
    }
    int from = start(lines);
    int end = lines.limit();
    int excess = fit(lines, from);
    try {
      if (lines.limit() > from) {
        write(lines, from);
      }
    } catch (IOException e) {
      lines.limit(end);
      full = false;
      throw e;
    }
    return excess;
  }

  void close() throws IOException {
    channel.close();
  }

  /**
   * A line that was cut is continued where it ends, unless somebody else has written in the
   * meantime.
   */
  private int start(ByteBuffer lines) throws IOException {
    int from = lines.position();
    if ((cut || !isLineStart(lines, from)) && channel.size() != size) {
      cut = channel.endsMidLine();
      while (!isLineStart(lines, from)) {
        from--;
      }
    }
    return from;
  }

  private static boolean isLineStart(ByteBuffer lines, int position) {
    return lines.get(position - 1) == '\n';
  }

  /** Removes the lines that exceed the limit, and returns their number. */
  private int fit(ByteBuffer lines, int from) throws IOException {
    int end = lines.limit();
    long room = Math.max(0, limitBytes - channel.size() - (cut ? 1 : 0));
    if (end - from <= room) {
      return 0;
    }
    int last = from + (int) room;
    while (last > from && !isLineStart(lines, last)) {
      last--;
    }
    int excess = Batch.lines(lines, last, end);
    lines.limit(last);
    full = true;
    return excess;
  }

  private void write(ByteBuffer lines, int from) throws IOException {
    lines.position(cut && isLineStart(lines, from) ? from - 1 : from);
    try {
      while (lines.hasRemaining()) {
        channel.write(lines);
      }
    } finally {
      int written = lines.position();
      if (written < from) {
        lines.position(from);
      } else {
        cut = !isLineStart(lines, written);
      }
      size = channel.size();
    }
  }
}
