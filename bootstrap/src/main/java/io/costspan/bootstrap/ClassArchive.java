package io.costspan.bootstrap;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
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
 * <p>Hundreds of classes are loaded around the first call, so memory for unpacking is used again:
 * who has defined a class gives its bytes back.
 *
 * <p>Section numbers refer to the zip format, APPNOTE.TXT 6.3: 4.3.7 local header, 4.3.12 central
 * directory, 4.3.16 end record.
 */
public final class ClassArchive
    implements Function<String, @Nullable ByteBuffer>, Consumer<ByteBuffer> {
  private static final int LOCAL_HEADER_BYTES = 30;
  private static final int DIRECTORY_HEADER_BYTES = 46;
  private static final int END_BYTES = 22;

  /**
   * The catalog is needed when a provider is called, possibly hours later and on an application
   * thread. Compressed it is small, so the first access to one of its files loads all of them into
   * memory.
   */
  private static final String CATALOG = "io/costspan/catalog/";

  /** Most class files are smaller. */
  private static final int BUFFER_BYTES = 16 << 10;

  /** Classes are loaded by few threads at once, and within one another. */
  private static final int IDLE_BUFFERS = 8;

  private final JarFile jar;
  private final ZipEntry archive;
  private final ByteBuffer directory;
  private final Map<String, Integer> headers = new HashMap<>();
  private final Map<String, byte[]> catalog = new ConcurrentHashMap<>();
  private final Deque<byte[]> idle = new ArrayDeque<>();
  private @Nullable Inflater idleInflater;

  /** Reads the directory of the archive, which is an entry of the jar. */
  public ClassArchive(JarFile jar, ZipEntry archive) throws IOException {
    this.jar = jar;
    this.archive = archive;
    int size = (int) archive.getSize();
    ByteBuffer end = littleEndian(read(size - END_BYTES, new byte[END_BYTES], END_BYTES));
    int length = end.getInt(12);
    this.directory = littleEndian(read(end.getInt(16), new byte[length], length));
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

  /**
   * The bytes of the file at that path, from the beginning of an array that may be longer; null if
   * there is none.
   */
  @Override
  public @Nullable ByteBuffer apply(String path) {
    Integer header = headers.get(path);
    try {
      return header == null ? null : unpacked(path, header);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes back what nobody needs any more. */
  @Override
  public void accept(ByteBuffer used) {
    give(used.array());
  }

  private ByteBuffer unpacked(String path, int header) throws IOException {
    if (path.startsWith(CATALOG)) {
      holdCatalog();
    }
    byte[] held = catalog.get(path);
    if (held != null) {
      return unpacked(header, held, 0);
    }
    int headBytes = headBytes(header);
    int length = headBytes + directory.getInt(header + 20);
    byte[] packed = read(directory.getInt(header + 42), take(length), length);
    try {
      return unpacked(header, packed, headBytes);
    } finally {
      give(packed);
    }
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

  private byte[] content(int header) throws IOException {
    int length = directory.getInt(header + 20);
    return read(directory.getInt(header + 42) + headBytes(header), new byte[length], length);
  }

  /**
   * Of a local header; the build writes the same name and extra field there as in the directory.
   */
  private int headBytes(int header) {
    return LOCAL_HEADER_BYTES + directory.getShort(header + 28) + directory.getShort(header + 30);
  }

  private ByteBuffer unpacked(int header, byte[] packed, int from) throws IOException {
    int length = directory.getInt(header + 24);
    byte[] bytes = take(length);
    if (directory.getShort(header + 10) == ZipEntry.STORED) {
      System.arraycopy(packed, from, bytes, 0, length);
    } else {
      inflate(packed, from, directory.getInt(header + 20), bytes, length);
    }
    return ByteBuffer.wrap(bytes, 0, length);
  }

  private void inflate(byte[] packed, int from, int packedBytes, byte[] bytes, int length)
      throws IOException {
    Inflater inflater = inflater();
    inflater.setInput(packed, from, packedBytes);
    int filled = 0;
    try {
      while (filled < length) {
        int count = inflater.inflate(bytes, filled, length - filled);
        if (count == 0) {
          throw new EOFException();
        }
        filled += count;
      }
    } catch (DataFormatException e) {
      throw new IOException(e);
    } finally {
      giveBack(inflater);
    }
  }

  private synchronized Inflater inflater() {
    Inflater known = idleInflater;
    idleInflater = null;
    return known == null ? new Inflater(true) : known;
  }

  private void giveBack(Inflater used) {
    used.reset();
    synchronized (this) {
      if (idleInflater == null) {
        idleInflater = used;
        return;
      }
    }
    used.end();
  }

  private synchronized byte[] take(int length) {
    byte[] known = length > BUFFER_BYTES ? null : idle.poll();
    return known == null ? new byte[Math.max(length, BUFFER_BYTES)] : known;
  }

  private synchronized void give(byte[] used) {
    if (used.length == BUFFER_BYTES && idle.size() < IDLE_BUFFERS) {
      idle.push(used);
    }
  }

  /** The archive is stored in the jar without compression, so skipping costs nothing. */
  private byte[] read(int offset, byte[] bytes, int length) throws IOException {
    try (InputStream in = jar.getInputStream(archive)) {
      for (long left = offset; left > 0; ) {
        long skipped = in.skip(left);
        if (skipped <= 0) {
          throw new EOFException();
        }
        left -= skipped;
      }
      for (int filled = 0; filled < length; ) {
        int count = in.read(bytes, filled, length - filled);
        if (count < 0) {
          throw new EOFException();
        }
        filled += count;
      }
    }
    return bytes;
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
