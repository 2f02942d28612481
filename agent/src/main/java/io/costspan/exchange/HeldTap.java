package io.costspan.exchange;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** All that a client's objects hold of a tap; see {@link HeldExchange}. */
final class HeldTap implements BodyTap {
  private final LiveTap tap;

  @SuppressWarnings("unused") // whoever holds the tap also holds the exchange
  private final HeldExchange exchange;

  private HeldTap(LiveTap tap, HeldExchange exchange) {
    this.tap = tap;
    this.exchange = exchange;
  }

  /**
   * @param tap null for one that does nothing
   */
  static BodyTap of(@Nullable LiveTap tap, HeldExchange exchange) {
    return tap == null ? NONE : new HeldTap(tap, exchange);
  }

  @Override
  public void bytes(byte[] array, int offset, int length) {
    tap.bytes(array, offset, length);
  }

  @Override
  public void bytes(ByteBuffer buffer) {
    tap.bytes(buffer);
  }

  @Override
  public void end() {
    tap.end();
  }

  @Override
  public void close() {
    tap.close();
  }

  @Override
  public void fail(@Nullable Throwable cause) {
    tap.fail(cause);
  }
}
