package io.costspan.wire;

import java.util.zip.DataFormatException;

/**
 * A body with content coding {@code gzip}: members one after another, where garbage after them is
 * ignored. A body that does not begin like gzip is used as it is, because some clients decode the
 * body but leave the header.
 */
final class GzipFraming extends DecodedFraming {
  private enum Part {
    START,
    HEADER,
    DEFLATED,
    TRAILER,
    BETWEEN_MEMBERS,
    GARBAGE,
    PLAIN
  }

  private static final int TRAILER_LENGTH = 8;

  private final Framing inner;
  private final GzipHeader header = new GzipHeader();
  private final Inflation inflation;
  private Part part = Part.START;
  private int trailerLength;

  GzipFraming(Framing inner) {
    super(inner);
    this.inner = inner;
    this.inflation = new Inflation(true, inner);
  }

  @Override
  void decode(byte[] array, int from, int to) throws DataFormatException {
    int at = from;
    while (at < to && inner.state() == State.OPEN) {
      at =
          switch (part) {
            case START -> start(array[at], at);
            case HEADER -> header(array[at], at);
            case DEFLATED -> deflated(array, at, to);
            case TRAILER -> trailer(at);
            case BETWEEN_MEMBERS -> member(array[at], at);
            case GARBAGE -> to;
            case PLAIN -> plain(array, at, to);
          };
    }
  }

  private int start(byte first, int at) {
    part = first == GzipHeader.FIRST_MAGIC ? Part.HEADER : Part.PLAIN;
    return at;
  }

  private int header(byte value, int at) throws DataFormatException {
    header.take(value);
    if (header.complete()) {
      header.clear();
      part = Part.DEFLATED;
    }
    return at + 1;
  }

  private int deflated(byte[] array, int from, int to) throws DataFormatException {
    int at = inflation.bytes(array, from, to);
    if (inflation.finished()) {
      inflation.reset();
      trailerLength = 0;
      part = Part.TRAILER;
    }
    return at;
  }

  private int trailer(int at) {
    trailerLength++;
    part = trailerLength == TRAILER_LENGTH ? Part.BETWEEN_MEMBERS : Part.TRAILER;
    return at + 1;
  }

  private int member(byte first, int at) {
    part = first == GzipHeader.FIRST_MAGIC ? Part.HEADER : Part.GARBAGE;
    return at;
  }

  private int plain(byte[] array, int from, int to) {
    inner.bytes(array, from, to);
    return to;
  }

  @Override
  boolean mayEnd() {
    return part != Part.HEADER && part != Part.DEFLATED && part != Part.TRAILER;
  }

  @Override
  void releaseOwn() {
    inflation.release();
  }
}
