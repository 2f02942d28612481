package io.costspan.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Copies of a body's bytes on their way to another thread, which reads them as a stream. The thread
 * that adds them never waits. They end in what is to be told when all of them have been read.
 */
final class EncodedBody extends InputStream {
  /** A reader that is so far behind is given up. */
  private static final long LIMIT_BYTES = 16 << 20;

  private static final long PATIENCE_MILLIS = 1_000;
  private static final long PAUSE_NANOS = 100_000;
  private static final byte[] LAST = {};

  /** Bodies that have ended, but have not been read to their end. */
  private static final AtomicInteger ENDING = new AtomicInteger();

  /** What becomes of the bytes. */
  enum State {
    READ,
    /** The body has ended, but more may have to be read. */
    ENDED,
    /** Nobody reads any more. */
    ABANDONED,
    /** Everything has been read and told. */
    FINISHED
  }

  private final BlockingQueue<byte[]> pieces = new LinkedBlockingQueue<>();
  private final AtomicLong waitingBytes = new AtomicLong();
  private WeakReference<?> reader = new WeakReference<>(null);
  private byte[] piece = LAST;
  private int position;
  private boolean over;

  /** Changed under the lock of this. */
  private volatile State state = State.READ;

  private @Nullable Runnable told;

  /** Waits until bodies that have ended have been read. */
  static void awaitEnds(long deadlineNanos) {
    while (ENDING.get() > 0 && System.nanoTime() < deadlineNanos) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  /**
   * Called by the thread that reads.
   *
   * @param reader for whom it does so; once that is gone, the body is over
   */
  void readFor(WeakReference<?> reader) {
    this.reader = reader;
  }

  void add(byte[] array, int offset, int length) {
    if (state == State.READ && length > 0) {
      byte[] copy = new byte[length];
      System.arraycopy(array, offset, copy, 0, length);
      add(copy);
    }
  }

  void add(ByteBuffer buffer) {
    if (state == State.READ && buffer.hasRemaining()) {
      byte[] copy = new byte[buffer.remaining()];
      buffer.get(buffer.position(), copy);
      add(copy);
    }
  }

  private void add(byte[] copy) {
    if (waitingBytes.addAndGet(copy.length) > LIMIT_BYTES) {
      abandon();
    } else {
      pieces.add(copy);
    }
  }

  /**
   * Ends the body.
   *
   * @param told run by the thread that reads, when it has read everything
   * @return what had become of the bytes before
   */
  synchronized State end(Runnable told) {
    State before = state;
    if (before == State.READ) {
      this.told = told;
      state = State.ENDED;
      ENDING.incrementAndGet();
      pieces.add(LAST);
    }
    return before;
  }

  /** Lets go of bytes that nobody reads. */
  synchronized void abandon() {
    if (state == State.READ) {
      state = State.ABANDONED;
      pieces.clear();
      pieces.add(LAST);
    }
  }

  /** Nothing more will be read. Returns whether the body had ended, which has been told then. */
  boolean finish() {
    Runnable last;
    synchronized (this) {
      last = told;
      state = state == State.ABANDONED ? state : State.FINISHED;
      pieces.clear();
    }
    if (last == null) {
      return state == State.ABANDONED;
    }
    try {
      last.run();
    } finally {
      ENDING.decrementAndGet();
    }
    return true;
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
