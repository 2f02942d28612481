package io.costspan.history;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream into blocks of whole lines. A line may be longer than a block, but not longer than
 * {@link #LONGEST_LINE}: the rest of such a line is skipped, so that it is broken.
 */
final class Lines {
  private static final int BLOCK = 256 * 1024;
  private static final int LONGEST_LINE = 4 * 1024 * 1024;

  private final InputStream in;
  private final String file;
  private byte[] rest = new byte[0];
  private long line = 1;
  private boolean ended;

  /**
   * Whole lines.
   *
   * @param firstLine the number of the first, from 1
   */
  record Block(byte[] bytes, int length, String file, long firstLine) {}

  Lines(InputStream in, String file) {
    this.in = in;
    this.file = file;
  }

  /** The next block, null at the end. */
  @Nullable Block next() throws IOException {
    byte[] bytes = Arrays.copyOf(rest, rest.length + BLOCK);
    int length = rest.length;
    int cut = 0;
    while (cut == 0 && !ended) {
      int read = in.readNBytes(bytes, length, bytes.length - length);
      ended = length + read < bytes.length;
      cut = ended ? length + read : endOfLastLine(bytes, length, length + read);
      length += read;
      if (cut == 0 && length >= LONGEST_LINE) {
        cut = skipRest(bytes, length);
      } else if (cut == 0) {
        bytes = Arrays.copyOf(bytes, 2 * length);
      }
    }
    if (cut == 0) {
      return null;
    }
    rest = length > cut ? Arrays.copyOfRange(bytes, cut, length) : new byte[0];
    Block block = new Block(bytes, cut, file, line);
    line += lineEnds(bytes, cut);
    return block;
  }

  /** Leaves only the beginning of a line, which nobody will take for a whole one. */
  private int skipRest(byte[] bytes, int length) throws IOException {
    int next = in.read();
    while (next >= 0 && next != '\n') {
      next = in.read();
    }
    ended = next < 0;
    bytes[length - 2] = 0;
    bytes[length - 1] = '\n';
    return length;
  }

  private static int endOfLastLine(byte[] bytes, int from, int to) {
    int end = to;
    while (end > from && bytes[end - 1] != '\n') {
      end--;
    }
    return end == from ? 0 : end;
  }

  private static long lineEnds(byte[] bytes, int length) {
    int ends = 0;
    for (int i = 0; i < length; i++) {
      ends += bytes[i] == '\n' ? 1 : 0;
    }
    return ends;
  }
}
