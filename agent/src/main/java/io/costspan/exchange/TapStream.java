package io.costspan.exchange;

import java.io.OutputStream;

/** Shows a tap what is written, without copying it. */
public final class TapStream extends OutputStream {
  private final BodyTap tap;

  public TapStream(BodyTap tap) {
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
