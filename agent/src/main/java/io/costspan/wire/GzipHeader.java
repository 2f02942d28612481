package io.costspan.wire;

import java.util.zip.DataFormatException;

/** The header of a gzip member (RFC 1952), byte by byte. */
final class GzipHeader {
  static final byte FIRST_MAGIC = 0x1F;

  private static final int SECOND_MAGIC = 0x8B;
  private static final int DEFLATE = 8;
  private static final int HEADER_CHECKSUM_FLAG = 2;
  private static final int EXTRA_FLAG = 4;
  private static final int NAME_FLAG = 8;
  private static final int COMMENT_FLAG = 16;
  private static final int FIXED_LENGTH = 10;

  private enum Part {
    FIXED,
    EXTRA_LENGTH,
    EXTRA,
    NAME,
    COMMENT,
    CHECKSUM,
    COMPLETE
  }

  private Part part = Part.FIXED;
  private int position;
  private int flags;
  private int extraLength;

  void clear() {
    part = Part.FIXED;
    position = 0;
  }

  boolean complete() {
    return part == Part.COMPLETE;
  }

  void take(byte value) throws DataFormatException {
    boolean last =
        switch (part) {
          case FIXED -> fixed(value & 0xFF);
          case EXTRA_LENGTH -> extraLength(value & 0xFF);
          case EXTRA -> position + 1 == extraLength;
          case NAME, COMMENT -> value == 0;
          case CHECKSUM -> position == 1;
          case COMPLETE -> false;
        };
    position++;
    if (last) {
      next();
    }
  }

  private boolean fixed(int value) throws DataFormatException {
    boolean right =
        switch (position) {
          case 0 -> value == FIRST_MAGIC;
          case 1 -> value == SECOND_MAGIC;
          case 2 -> value == DEFLATE;
          default -> true;
        };
    if (!right) {
      throw new DataFormatException("not gzip");
    }
    flags = position == 3 ? value : flags;
    return position == FIXED_LENGTH - 1;
  }

  private boolean extraLength(int value) {
    extraLength = position == 0 ? value : extraLength | value << 8;
    return position == 1;
  }

  private void next() {
    do {
      part = Part.values()[part.ordinal() + 1];
    } while (!present());
    position = 0;
  }

  private boolean present() {
    return switch (part) {
      case FIXED, COMPLETE -> true;
      case EXTRA_LENGTH -> (flags & EXTRA_FLAG) != 0;
      case EXTRA -> (flags & EXTRA_FLAG) != 0 && extraLength > 0;
      case NAME -> (flags & NAME_FLAG) != 0;
      case COMMENT -> (flags & COMMENT_FLAG) != 0;
      case CHECKSUM -> (flags & HEADER_CHECKSUM_FLAG) != 0;
    };
  }
}
