package io.costspan.exchange;

import io.costspan.health.OwnThreads;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Watches a body in a content coding that only the application's own decompressor can undo: copies
 * its bytes, and decodes them on a thread of the agent. The copies are gone as soon as they are
 * decoded, so a body may be of any size.
 */
public final class AsideTap implements BodyTap {
  private static final int PIECE_BYTES = 8192;
  private static final long PAUSE_NANOS = 100_000;

  /** Bodies whose end has been seen, but not everything before it. */
  private static final AtomicInteger ENDING = new AtomicInteger();

  private final BodyTap decoded;
  private final EncodedBody body = new EncodedBody();

  private AsideTap(BodyTap decoded) {
    this.decoded = decoded;
  }

  /** Undoes a coding. */
  @FunctionalInterface
  public interface Decoder {
    InputStream decode(InputStream encoded) throws IOException;
  }

  /**
   * A tap for the encoded bytes.
   *
   * @param decoded receives the decoded ones
   */
  public static BodyTap of(BodyTap decoded, Decoder decoder) {
    if (decoded == NONE) {
      return NONE;
    }
    AsideTap tap = new AsideTap(decoded);
    OwnThreads.daemon("costspan-decode", new Work(tap, decoder)).start();
    return tap;
  }

  /** Waits until bodies that have ended are decoded. */
  static void awaitEnds(long deadlineNanos) {
    while (ENDING.get() > 0 && System.nanoTime() < deadlineNanos) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  @Override
  public void bytes(byte[] array, int offset, int length) {
    body.add(array, offset, length);
  }

  @Override
  public void bytes(ByteBuffer buffer) {
    byte[] copy = new byte[buffer.remaining()];
    buffer.get(buffer.position(), copy);
    body.add(copy);
  }

  @Override
  public void end() {
    over(BodyTap::end);
  }

  @Override
  public void close() {
    over(BodyTap::close);
  }

  @Override
  public void fail(@Nullable Throwable cause) {
    over(tap -> tap.fail(cause));
  }

  private void over(EncodedBody.Ending ending) {
    ENDING.incrementAndGet();
    if (!body.end(ending)) {
      ENDING.decrementAndGet();
    }
  }

  /** Holds the tap weakly, so that an abandoned body can be told from a slow one. */
  private static final class Work implements Runnable {
    private final WeakReference<BodyTap> decoded;
    private final EncodedBody body;
    private final Decoder decoder;

    Work(AsideTap tap, Decoder decoder) {
      this.decoded = new WeakReference<>(tap.decoded);
      this.body = tap.body;
      this.decoder = decoder;
    }

    @Override
    public void run() {
      body.readBy(decoded);
      EncodedBody.Ending ending = BodyTap::end;
      try {
        decode();
      } catch (Throwable cause) {
        // Cut off, if the application did not read to the end; otherwise it failed there as well.
        ending = tap -> tap.fail(cause);
      }
      EncodedBody.Ending seen = body.takeEnding();
      BodyTap tap = decoded.get();
      if (tap != null) {
        (seen == null ? ending : seen).tell(tap);
      }
      if (seen != null) {
        ENDING.decrementAndGet();
      }
    }

    private void decode() throws IOException {
      byte[] piece = new byte[PIECE_BYTES];
      try (InputStream in = decoder.decode(body)) {
        for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
          BodyTap tap = decoded.get();
          if (tap == null) {
            return;
          }
          tap.bytes(piece, 0, count);
        }
      }
    }
  }
}
