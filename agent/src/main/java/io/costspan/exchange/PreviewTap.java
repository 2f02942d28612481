package io.costspan.exchange;

import io.costspan.health.Faults;
import io.costspan.wire.Framing;
import java.nio.ByteBuffer;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Parses a body before it is sent, until what is wanted of it is known. Keeps none of it. */
final class PreviewTap implements BodyTap {
  private static final int STEP_BYTES = 8192;

  private final BooleanSupplier enough;
  private @Nullable Framing framing;
  private long seenBytes;
  private boolean whole;

  /**
   * @param enough whether the rest of the body is no longer needed; asked every few kilobytes
   */
  PreviewTap(Framing framing, BooleanSupplier enough) {
    this.framing = framing;
    this.enough = enough;
  }

  @Override
  public void bytes(byte[] array, int offset, int length) {
    try {
      for (int at = 0; at < length && framing != null; at += STEP_BYTES) {
        step(framing, array, offset + at, Math.min(STEP_BYTES, length - at));
      }
    } catch (Throwable fault) {
      fault(fault);
    }
  }

  private void step(Framing open, byte[] array, int offset, int length) {
    seenBytes += length;
    if (seenBytes > HeldBody.LIMIT_BYTES) {
      turnOff();
      return;
    }
    open.bytes(array, offset, offset + length);
    if (enough.getAsBoolean()) {
      turnOff();
    }
  }

  @Override
  public void bytes(ByteBuffer buffer) {
    ByteBuffer read = buffer.duplicate();
    byte[] step = new byte[Math.min(STEP_BYTES, read.remaining())];
    while (framing != null && read.hasRemaining()) {
      int length = Math.min(step.length, read.remaining());
      read.get(step, 0, length);
      bytes(step, 0, length);
    }
  }

  @Override
  public void end() {
    Framing open = framing;
    if (open == null) {
      return;
    }
    try {
      open.end();
      whole = open.state() == Framing.State.OPEN || open.state() == Framing.State.DONE;
    } catch (Throwable fault) {
      fault(fault);
    } finally {
      turnOff();
    }
  }

  /** Whether the body could be read to its end. */
  boolean isWhole() {
    return whole;
  }

  @Override
  public void close() {
    turnOff();
  }

  @Override
  public void fail(@Nullable Throwable cause) {
    turnOff();
  }

  private void fault(Throwable fault) {
    Faults.count("admission", fault);
    turnOff();
  }

  private void turnOff() {
    Framing open = framing;
    framing = null;
    if (open != null) {
      open.release();
    }
  }
}
