package io.costspan.history;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.IntConsumer;

/** Tells how many bytes were read. */
final class CountingStream extends FilterInputStream {
  private final IntConsumer read;

  CountingStream(InputStream in, IntConsumer read) {
    super(in);
    this.read = read;
  }

  @Override
  public int read() throws IOException {
    int next = in.read();
    read.accept(next < 0 ? 0 : 1);
    return next;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count = in.read(bytes, offset, length);
    read.accept(Math.max(0, count));
    return count;
  }
}
