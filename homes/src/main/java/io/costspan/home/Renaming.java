package io.costspan.home;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * Gives other names to the classes that a class file refers to. All names are texts in its pool of
 * constants, so this replaces texts there, which is much quicker than loading a library for it.
 */
public final class Renaming {
  private static final int BEFORE_POOL = 8;
  private static final int TEXT = 1;
  private static final int LONG = 5;
  private static final int DOUBLE = 6;

  /** As the adapter refers to OpenTelemetry; packing changes both in the same way. */
  private static final String BUNDLED = "io/opentelemetry/";

  /** Leaves all names as they are. */
  public static final Renaming NONE = new Renaming(BUNDLED, BUNDLED);

  private final String from;
  private final String to;

  Renaming(String from, String to) {
    this.from = from;
    this.to = to;
  }

  /**
   * Gives OpenTelemetry's classes other names.
   *
   * @param library the beginning of the new names, with dots
   */
  public static Renaming of(String library) {
    return new Renaming(BUNDLED, library.replace('.', '/'));
  }

  /** Returns the class file with the other names. */
  public byte[] apply(byte[] classFile) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(classFile));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(2 * classFile.length);
    DataOutputStream out = new DataOutputStream(bytes);
    out.write(in.readNBytes(BEFORE_POOL));
    int count = in.readUnsignedShort();
    out.writeShort(count);
    for (int place = 1; place < count; place++) {
      int kind = in.readUnsignedByte();
      out.writeByte(kind);
      if (kind == TEXT) {
        out.writeUTF(in.readUTF().replace(from, to));
      } else {
        out.write(in.readNBytes(size(kind)));
        place += kind == LONG || kind == DOUBLE ? 1 : 0;
      }
    }
    in.transferTo(out);
    return bytes.toByteArray();
  }

  /** The bytes of a constant after its kind: JVM specification, table 4.4-A. */
  private static int size(int kind) throws IOException {
    return switch (kind) {
      case LONG, DOUBLE -> 8;
      case 3, 4, 9, 10, 11, 12, 17, 18 -> 4;
      case 15 -> 3;
      case 7, 8, 16, 19, 20 -> 2;
      default -> throw new IOException("unknown constant " + kind);
    };
  }
}
