package io.costspan.wire;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import org.brotli.dec.BrotliInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A body with content coding {@code br}. The decoder cannot pause when it runs out of input, so the
 * bytes are held, up to a limit, until the body has ended.
 */
final class BrotliFraming extends DecodedFraming {
  private static final int HELD_BYTES = 48 << 10;
  private static final int FIRST_BYTES = 2 << 10;
  private static final int DECODED_BYTES = 4 << 20;
  private static final int PIECE_BYTES = 4096;

  /** Matches the first byte of bodies that need a window of 8 or 16 MiB, twice the usual one. */
  private static final int LARGE_WINDOW = 0x0D;

  /**
   * An empty last block (RFC 7932, 9.2), which is missing in a stream that was flushed but never
   * ended.
   */
  private static final byte LAST_BLOCK = 3;

  private final Framing inner;
  private byte @Nullable [] held = new byte[FIRST_BYTES];
  private int length;
  private int handedOn;
  private boolean cut;

  BrotliFraming(Framing inner) {
    super(inner);
    this.inner = inner;
  }

  @Override
  void decode(byte[] array, int from, int to) {
    byte[] bytes = held;
    int needed = length + to - from;
    if (bytes == null || needed >= HELD_BYTES) {
      giveUp();
      held = null;
      return;
    }
    if (needed >= bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.min(HELD_BYTES, 2 * needed));
      held = bytes;
    }
    System.arraycopy(array, from, bytes, length, to - from);
    length = needed;
  }

  @Override
  void decodeHeld() throws DataFormatException {
    byte[] bytes = held;
    held = null;
    if (bytes == null || length == 0) {
      return;
    }
    if ((bytes[0] & LARGE_WINDOW) == LARGE_WINDOW) {
      giveUp();
      return;
    }
    try {
      decode(bytes, length, inner);
    } catch (DataFormatException corruptOrCut) {
      cut = true;
      decodeUnended(bytes);
    }
  }

  /**
   * Tries first whether only the end is missing, because decoding a stream that lacks more ends in
   * noise.
   */
  private void decodeUnended(byte[] bytes) throws DataFormatException {
    int known = handedOn;
    bytes[length] = LAST_BLOCK;
    decode(bytes, length + 1, Unframed.OPAQUE);
    handedOn = known;
    decode(bytes, length + 1, inner);
  }

  /** Passes on what has not been passed on yet. */
  private void decode(byte[] bytes, int length, Framing to) throws DataFormatException {
    InputStream plain = open(new ByteArrayInputStream(bytes, 0, length));
    byte[] piece = new byte[PIECE_BYTES];
    int known = handedOn;
    int decoded = 0;
    for (int count = read(plain, piece); count >= 0; count = read(plain, piece)) {
      if (to.state() != State.OPEN) {
        return;
      }
      int from = Math.max(0, Math.min(count, known - decoded));
      to.bytes(piece, from, count);
      decoded += count;
      handedOn = Math.max(known, decoded);
      if (decoded > DECODED_BYTES) {
        giveUp();
        return;
      }
    }
  }

  private static InputStream open(InputStream encoded) throws DataFormatException {
    try {
      return new BrotliInputStream(encoded);
    } catch (IOException | RuntimeException corrupt) {
      throw new DataFormatException("not brotli");
    }
  }

  private static int read(InputStream plain, byte[] piece) throws DataFormatException {
    try {
      return plain.read(piece);
    } catch (IOException | RuntimeException corrupt) {
      throw new DataFormatException("not brotli");
    }
  }

  @Override
  boolean mayEnd() {
    return !cut;
  }

  @Override
  void releaseOwn() {
    held = null;
  }
}
