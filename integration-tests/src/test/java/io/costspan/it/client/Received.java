package io.costspan.it.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.IntConsumer;

/** What a client that calls back has received, as a stream. */
final class Received extends InputStream {
  private static final byte[] END = new byte[0];

  private final BlockingQueue<byte[]> pieces = new LinkedBlockingQueue<>();
  private final Runnable whenClosed;
  private volatile IntConsumer whenRead = count -> {};
  private volatile Exception failure;
  private ByteBuffer piece = ByteBuffer.allocate(0);
  private boolean ended;

  /**
   * @param whenClosed what to do if the stream is closed before its end
   */
  Received(Runnable whenClosed) {
    this.whenClosed = whenClosed;
  }

  /** What to do with the number of bytes that have been read: have the client receive more. */
  void whenRead(IntConsumer task) {
    whenRead = task;
  }

  /** How many pieces wait to be read. */
  int waiting() {
    return pieces.size();
  }

  void add(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    if (copy.length > 0) {
      pieces.add(copy);
    }
  }

  void end() {
    pieces.add(END);
  }

  /** The first failure counts. */
  void fail(Exception cause) {
    if (failure == null) {
      failure = cause;
      end();
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length > 0 && !ended && !piece.hasRemaining()) {
      await();
    }
    if (ended) {
      return -1;
    }
    int count = Math.min(length, piece.remaining());
    piece.get(target, offset, count);
    whenRead.accept(count);
    return count;
  }

  private void await() throws IOException {
    try {
      byte[] next = pieces.take();
      ended = next == END;
      piece = ByteBuffer.wrap(next);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    if (ended && failure != null) {
      throw failure instanceof IOException io ? io : new IOException(failure);
    }
  }

  @Override
  public void close() {
    if (!ended && !pieces.contains(END)) {
      whenClosed.run();
    }
  }
}
