package io.costspan.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.lang.ref.WeakReference;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Copies of a body's bytes on their way to another thread, which reads them as a stream. The thread
 * that adds them never waits.
 */
final class EncodedBody extends InputStream {
  /** A decoder that is so far behind is given up. */
  private static final long LIMIT_BYTES = 16 << 20;

  private static final long PATIENCE_MILLIS = 1_000;
  private static final byte[] LAST = {};

  private final BlockingQueue<byte[]> pieces = new LinkedBlockingQueue<>();
  private final AtomicLong waitingBytes = new AtomicLong();
  private WeakReference<?> reader = new WeakReference<>(null);
  private byte[] piece = LAST;
  private int position;
  private boolean over;

  // Guarded by this.
  private @Nullable Ending ending;
  private boolean taken;

  /** How a body ended, for the tap of its decoded bytes. */
  @FunctionalInterface
  interface Ending {
    void tell(BodyTap decoded);
  }

  /**
   * @param reader for whom the bytes are decoded; once it is gone, the body is over
   */
  void readBy(WeakReference<?> reader) {
    this.reader = reader;
  }

  void add(byte[] array, int offset, int length) {
    if (length > 0) {
      byte[] copy = new byte[length];
      System.arraycopy(array, offset, copy, 0, length);
      add(copy);
    }
  }

  void add(byte[] copy) {
    if (waitingBytes.addAndGet(copy.length) > LIMIT_BYTES) {
      end(tap -> tap.fail(null));
    } else if (copy.length > 0) {
      pieces.add(copy);
    }
  }

  /** Ends the body. Returns false if it had ended, or if nobody reads it any more. */
  synchronized boolean end(Ending ending) {
    if (this.ending != null || taken) {
      return false;
    }
    this.ending = ending;
    pieces.add(LAST);
    return true;
  }

  /** Nobody reads any more. Returns how the body ended, null if it has not. */
  synchronized @Nullable Ending takeEnding() {
    taken = true;
    return ending;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (position == piece.length && !next()) {
      return -1;
    }
    int count = Math.min(length, piece.length - position);
    System.arraycopy(piece, position, target, offset, count);
    position += count;
    return count;
  }

  private boolean next() throws IOException {
    while (!over) {
      byte[] next = take();
      over = next == LAST || (next == null && reader.get() == null);
      if (!over && next != null) {
        waitingBytes.addAndGet(-next.length);
        piece = next;
        position = 0;
        return true;
      }
    }
    return false;
  }

  private byte @Nullable [] take() throws IOException {
    try {
      return pieces.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new InterruptedIOException();
    }
  }
}
