package io.costspan.exchange;

import io.costspan.exchange.Turnstile.Side;
import io.costspan.wire.Framing;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A tap that feeds a framing until the exchange has ended or the framing needs no more. */
abstract class LiveTap implements BodyTap {
  /** Buffers without an array are read through a window of this size. */
  private static final int WINDOW_BYTES = 512;

  /** A window that nobody uses at the moment, with nothing in it. */
  private static final AtomicReference<byte @Nullable []> IDLE = new AtomicReference<>();

  private final LiveExchange exchange;
  private final Side side;
  private @Nullable Framing framing;

  LiveTap(LiveExchange exchange, Side side, Framing framing) {
    this.exchange = exchange;
    this.side = side;
    this.framing = framing;
  }

  /** The framing has parsed more. */
  abstract void advanced(Framing framing);

  abstract void ended(Framing framing);

  abstract void closed(Framing framing);

  abstract void failed(Framing framing, @Nullable Throwable cause);

  @Override
  public final void bytes(byte[] array, int offset, int length) {
    Framing open = enter();
    if (open == null) {
      return;
    }
    try {
      open.bytes(array, offset, offset + length);
      advanced(open);
    } catch (Throwable fault) {
      exchange.fault(fault);
      turnOff();
    } finally {
      leave();
    }
  }

  @Override
  public final void bytes(ByteBuffer buffer) {
    try {
      if (buffer.hasArray()) {
        bytes(buffer.array(), buffer.arrayOffset() + buffer.position(), buffer.remaining());
      } else {
        bytesThroughWindow(buffer);
      }
    } catch (Throwable fault) {
      exchange.fault(fault);
    }
  }

  private void bytesThroughWindow(ByteBuffer buffer) {
    byte[] known = IDLE.getAndSet(null);
    byte[] window = known == null ? new byte[WINDOW_BYTES] : known;
    int limit = buffer.limit();
    for (int at = buffer.position(); at < limit && framing != null; ) {
      int length = Math.min(WINDOW_BYTES, limit - at);
      buffer.get(at, window, 0, length);
      bytes(window, 0, length);
      at += length;
    }
    Arrays.fill(window, 0, Math.min(WINDOW_BYTES, buffer.remaining()), (byte) 0);
    IDLE.setRelease(window);
  }

  @Override
  public final void end() {
    Framing open = enter();
    if (open == null) {
      return;
    }
    try {
      open.end();
      ended(open);
    } catch (Throwable fault) {
      exchange.fault(fault);
    } finally {
      turnOff();
      leave();
    }
  }

  /** Unlike bytes and the end, this may be called while another thread is inside. */
  @Override
  public final void close() {
    stop(true, null);
  }

  /** Same as for {@link #close}. */
  @Override
  public final void fail(@Nullable Throwable cause) {
    stop(false, cause);
  }

  private void stop(boolean closed, @Nullable Throwable cause) {
    Framing open = enter();
    if (open != null) {
      stopInside(open, closed, cause);
      return;
    }
    open = framing;
    if (open != null) {
      tellStopped(open, closed, cause);
      discard();
    }
  }

  /**
   * The end is told before anybody else may enter: the bytes of another thread were turned away
   * meanwhile, and what follows them would look like a corrupt body.
   */
  private void stopInside(Framing open, boolean closed, @Nullable Throwable cause) {
    try {
      open.drain();
      advanced(open);
      if (framing != null) {
        tellStopped(open, closed, cause);
      }
    } catch (Throwable fault) {
      exchange.fault(fault);
    } finally {
      turnOff();
      leave();
    }
  }

  private void tellStopped(Framing open, boolean closed, @Nullable Throwable cause) {
    if (closed) {
      closed(open);
    } else {
      failed(open, cause);
    }
  }

  private void discard() {
    if (exchange.enter(side)) {
      turnOff();
      leave();
    } else {
      turnOffIfOver();
    }
  }

  private @Nullable Framing enter() {
    if (framing == null) {
      return null;
    }
    if (!exchange.enter(side)) {
      turnOffIfOver();
      return null;
    }
    // Another thread may have turned this tap off from inside.
    Framing open = framing;
    if (open == null) {
      leave();
    }
    return open;
  }

  private void leave() {
    exchange.leave(side);
    turnOffIfOver();
  }

  /** A framing that another thread is feeding must not be released here; that thread does it. */
  private void turnOffIfOver() {
    if (exchange.over(side)) {
      turnOff();
    }
  }

  /** Turns the tap off. */
  final void turnOff() {
    Framing open = framing;
    framing = null;
    if (open != null) {
      open.release();
    }
  }
}
