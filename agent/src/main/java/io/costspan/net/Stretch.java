package io.costspan.net;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** So many bytes of a stream. */
class Stretch extends FilterInputStream {
  private long left;

  Stretch(InputStream in, long length) {
    super(in);
    left = length;
  }

  /** How many are left; a subclass may find more. */
  long left() throws IOException {
    return left;
  }

  final void more(long length) {
    left = length;
  }

  @Override
  public final int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public final int read(byte[] to, int offset, int length) throws IOException {
    long most = Math.min(left(), length);
    if (most <= 0) {
      return length == 0 ? 0 : -1;
    }
    int count = super.read(to, offset, (int) most);
    if (count < 0) {
      return ended();
    }
    left -= count;
    return count;
  }

  /** The connection has ended before. */
  int ended() throws IOException {
    return -1;
  }
}
