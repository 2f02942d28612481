package io.costspan.it.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;

/** Bodies in codings that Java cannot write, as blocks that are stored and not compressed. */
final class Stored {
  static final int ZSTANDARD_HEAD_BYTES = 6;
  private static final int BLOCK_BYTES = 1 << 16;

  private Stored() {}

  /** RFC 7932: a window of 64 KiB, uncompressed meta-blocks, an empty last one. */
  static byte[] brotli(String text) {
    byte[] bytes = text.getBytes(ISO_8859_1);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int at = 0; at < bytes.length; at += BLOCK_BYTES) {
      int length = Math.min(BLOCK_BYTES, bytes.length - at);
      // Not the last, four nibbles of length less one, uncompressed; the window's bit comes first.
      int header = (length - 1) << 3 | 1 << 19;
      littleEndian(out, at == 0 ? header << 1 : header, 3);
      out.write(bytes, at, length);
    }
    out.write(3);
    return out.toByteArray();
  }

  /** RFC 8878: one frame with a window of 64 KiB, of raw blocks. */
  static byte[] zstandard(String text) {
    byte[] bytes = text.getBytes(ISO_8859_1);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    littleEndian(out, 0xFD2FB528, 4);
    littleEndian(out, 0x3000, 2);
    for (int at = 0; at < bytes.length; at += BLOCK_BYTES) {
      int length = Math.min(BLOCK_BYTES, bytes.length - at);
      int last = at + length == bytes.length ? 1 : 0;
      littleEndian(out, length << 3 | last, 3);
      out.write(bytes, at, length);
    }
    return out.toByteArray();
  }

  /** A frame of blocks of at most 64 KiB, without checksums but that of its head. */
  static byte[] lz4(String text) {
    byte[] bytes = text.getBytes(ISO_8859_1);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    littleEndian(out, 0x184D2204, 4);
    littleEndian(out, 0x824060, 3);
    for (int at = 0; at < bytes.length; at += BLOCK_BYTES) {
      int length = Math.min(BLOCK_BYTES, bytes.length - at);
      littleEndian(out, length | 1 << 31, 4);
      out.write(bytes, at, length);
    }
    littleEndian(out, 0, 4);
    return out.toByteArray();
  }

  private static void littleEndian(ByteArrayOutputStream out, int value, int bytes) {
    for (int i = 0; i < bytes; i++) {
      out.write(value >>> 8 * i);
    }
  }
}
