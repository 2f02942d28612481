package io.costspan.bootstrap;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.jar.JarFile;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/**
 * Reads class files and the catalog, by path, from a jar that is stored inside the agent's jar. The
 * JVM reads the whole directory of an agent's jar at every start; with thousands of classes in it
 * this took 13 milliseconds. The directory of the inner jar is read when the first HTTP client
 * appears.
 *
 * <p>Section numbers refer to the zip format, APPNOTE.TXT 6.3: 4.3.7 local header, 4.3.12 central
 * directory, 4.3.16 end record.
 */
public final class ClassArchive implements Function<String, byte @Nullable []> {
  private static final int LOCAL_HEADER_BYTES = 30;
  private static final int DIRECTORY_HEADER_BYTES = 46;
  private static final int END_BYTES = 22;

  /**
   * The catalog is needed when a provider is called, possibly hours later and on an application
   * thread. Compressed it is small, so the first access to one of its files loads all of them into
   * memory.
   */
  private static final String CATALOG = "io/costspan/catalog/";

  private final JarFile jar;
  private final ZipEntry archive;
  private final ByteBuffer directory;
  private final Map<String, Integer> headers = new HashMap<>();
  private final Map<String, byte[]> catalog = new ConcurrentHashMap<>();

  /** Reads the directory of the archive, which is an entry of the jar. */
  public ClassArchive(JarFile jar, ZipEntry archive) throws IOException {
    this.jar = jar;
    this.archive = archive;
    ByteBuffer end = read((int) archive.getSize() - END_BYTES, END_BYTES);
    this.directory = read(end.getInt(16), end.getInt(12));
    for (int header = 0; header < directory.limit(); header += headerBytes(header)) {
      headers.put(name(header), header);
    }
  }

  private int headerBytes(int header) {
    return DIRECTORY_HEADER_BYTES
        + directory.getShort(header + 28)
        + directory.getShort(header + 30)
        + directory.getShort(header + 32);
  }

  private String name(int header) {
    return new String(
        directory.array(),
        header + DIRECTORY_HEADER_BYTES,
        directory.getShort(header + 28),
        StandardCharsets.UTF_8);
  }

  /** The bytes of the file at that path, null if there is none. */
  @Override
  public byte @Nullable [] apply(String path) {
    Integer header = headers.get(path);
    try {
      return header == null ? null : unpack(header, packed(path, header));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] packed(String path, int header) throws IOException {
    if (path.startsWith(CATALOG)) {
      holdCatalog();
    }
    byte[] held = catalog.get(path);
    return held == null ? content(header) : held;
  }

  private synchronized void holdCatalog() throws IOException {
    if (catalog.isEmpty()) {
      for (Map.Entry<String, Integer> file : headers.entrySet()) {
        if (file.getKey().startsWith(CATALOG)) {
          catalog.put(file.getKey(), content(file.getValue()));
        }
      }
    }
  }

  private byte[] unpack(int header, byte[] content) throws IOException {
    if (directory.getShort(header + 10) == ZipEntry.STORED) {
      return content;
    }
    return inflate(content, new byte[directory.getInt(header + 24)]);
  }

  private byte[] content(int header) throws IOException {
    int local = directory.getInt(header + 42);
    ByteBuffer localHeader = read(local, LOCAL_HEADER_BYTES);
    int data = local + LOCAL_HEADER_BYTES + localHeader.getShort(26) + localHeader.getShort(28);
    return read(data, directory.getInt(header + 20)).array();
  }

  private static byte[] inflate(byte[] packed, byte[] bytes) throws IOException {
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(packed);
      int filled = 0;
      while (filled < bytes.length) {
        int count = inflater.inflate(bytes, filled, bytes.length - filled);
        if (count == 0) {
          throw new IOException("truncated");
        }
        filled += count;
      }
      return bytes;
    } catch (DataFormatException e) {
      throw new IOException(e);
    } finally {
      inflater.end();
    }
  }

  /** The archive is stored in the jar without compression, so skipping costs nothing. */
  private ByteBuffer read(int offset, int length) throws IOException {
    byte[] bytes = new byte[length];
    try (DataInputStream in = new DataInputStream(jar.getInputStream(archive))) {
      in.skipBytes(offset);
      in.readFully(bytes);
    }
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
