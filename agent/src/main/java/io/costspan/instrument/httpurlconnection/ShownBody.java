package io.costspan.instrument.httpurlconnection;

import io.costspan.exchange.BodyTap;
import java.io.OutputStream;

/** Shows a tap a body that the connection has kept until it is sent, without copying it. */
final class ShownBody extends OutputStream {
  private final BodyTap tap;

  ShownBody(BodyTap tap) {
    this.tap = tap;
  }

  @Override
  public void write(int value) {
    tap.bytes(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    tap.bytes(bytes, offset, length);
  }
}
