package io.costspan.exchange;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** See {@link BodyTap#NONE}. */
final class BlindTap implements BodyTap {
  @Override
  public void bytes(byte[] array, int offset, int length) {}

  @Override
  public void bytes(ByteBuffer buffer) {}

  @Override
  public void end() {}

  @Override
  public void close() {}

  @Override
  public void fail(@Nullable Throwable cause) {}
}
