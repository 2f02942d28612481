package io.costspan.net;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** A body in chunks, without their sizes. */
final class Chunks extends Stretch {
  private static final int MOST_DIGITS = 8;
  private static final int LINE_LIMIT = 4 * 1024;

  private boolean isFirst = true;
  private boolean isOver;

  Chunks(InputStream in) {
    super(in, 0);
  }

  @Override
  long left() throws IOException {
    if (super.left() == 0 && !isOver) {
      long size = next();
      isOver = size == 0;
      more(size);
    }
    return super.left();
  }

  @Override
  int ended() throws IOException {
    throw new EOFException("the reply ends early");
  }

  /** What follows the last one is of no interest. */
  private long next() throws IOException {
    int[] limit = {LINE_LIMIT};
    if (!isFirst) {
      HttpHead.line(in, limit);
    }
    isFirst = false;
    String size = HttpHead.line(in, limit).split(";", 2)[0].strip();
    if (size.isEmpty() || size.length() > MOST_DIGITS || !size.matches("[0-9a-fA-F]+")) {
      throw new BadReply("a chunk without size");
    }
    return Long.parseLong(size, 16);
  }
}
