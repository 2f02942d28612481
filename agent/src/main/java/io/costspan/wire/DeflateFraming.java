package io.costspan.wire;

import java.util.zip.DataFormatException;
import org.jspecify.annotations.Nullable;

/**
 * A body with content coding {@code deflate}: in zlib's format according to RFC 9110, but without
 * its header from some servers.
 */
final class DeflateFraming extends DecodedFraming {
  private static final int METHOD_MASK = 0x0F;
  private static final int DEFLATE = 8;
  private static final int CHECK = 31;

  private final Framing inner;
  private final byte[] header = new byte[2];
  private int headerLength;
  private @Nullable Inflation inflation;

  DeflateFraming(Framing inner) {
    super(inner);
    this.inner = inner;
  }

  @Override
  void decode(byte[] array, int from, int to) throws DataFormatException {
    int at = from;
    while (headerLength < header.length && at < to) {
      header[headerLength++] = array[at++];
    }
    if (headerLength == header.length) {
      inflation().bytes(array, at, to);
    }
  }

  private Inflation inflation() throws DataFormatException {
    Inflation known = inflation;
    if (known == null) {
      known = new Inflation(!isZlib(), inner);
      inflation = known;
      known.bytes(header, 0, header.length);
    }
    return known;
  }

  private boolean isZlib() {
    int first = header[0] & 0xFF;
    return (first & METHOD_MASK) == DEFLATE && (first << 8 | header[1] & 0xFF) % CHECK == 0;
  }

  @Override
  boolean mayEnd() {
    return headerLength == 0 || (inflation != null && inflation.finished());
  }

  @Override
  void releaseOwn() {
    if (inflation != null) {
      inflation.release();
    }
  }
}
