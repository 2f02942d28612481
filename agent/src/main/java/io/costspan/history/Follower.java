package io.costspan.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Follows a ledger that is being written: also one that does not exist yet, one that is rotated by
 * being renamed, and one that is cut off. If it is renamed twice between two looks, the lines of
 * the file between are missed. Not thread-safe.
 */
public final class Follower implements AutoCloseable {
  private static final int BUFFER = 64 * 1024;
  private static final int LONGEST_LINE = 4 * 1024 * 1024;

  /** Receives what is new. */
  public interface Seen {
    /**
     * A call.
     *
     * @param line as it stands in the file
     */
    void call(PastCall call, String line);

    /** A line that cannot be read; where it stands and why. */
    void broken(String why);
  }

  private final Path path;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private int backwards;
  private @Nullable FileChannel file;
  private @Nullable Object key;
  private long number;
  private boolean renamed;

  /**
   * Follows a file.
   *
   * @param last how many of its last lines to begin with
   */
  public Follower(Path path, int last) {
    this.path = path;
    this.backwards = last;
  }

  /**
   * Passes on what was written since the last look.
   *
   * @throws IOException if the file is there and cannot be read
   */
  public void look(Seen seen) throws IOException {
    if (file == null && !open()) {
      return;
    }
    FileChannel current = Objects.requireNonNull(file);
    if (current.size() < current.position()) {
      current.position(0);
      begin();
    }
    read(current, seen);
    if (renamed) {
      // Whoever wrote when the file was renamed has noticed by now.
      close();
      look(seen);
    } else {
      renamed = isReplaced();
    }
  }

  /** A file that appears later is read from its beginning. */
  private boolean open() throws IOException {
    try {
      file = new FileInputStream(path.toFile()).getChannel();
      key = key();
    } catch (FileNotFoundException | NoSuchFileException e) {
      if (Files.exists(path)) {
        throw e;
      }
      backwards = -1;
      return false;
    }
    begin();
    if (backwards >= 0) {
      file.position(lastLines(file, backwards));
      number = Long.MIN_VALUE;
    }
    backwards = -1;
    return true;
  }

  private void begin() {
    line.reset();
    number = 0;
  }

  private @Nullable Object key() throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
  }

  private boolean isReplaced() throws IOException {
    try {
      return !Objects.equals(key, key());
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** Where the last lines begin, but no more than some megabytes before the end. */
  private static long lastLines(FileChannel file, int count) throws IOException {
    long size = file.size();
    int length = (int) Math.min(size, LONGEST_LINE);
    ByteBuffer end = ByteBuffer.allocate(length);
    while (end.hasRemaining() && file.read(end, size - end.remaining()) > 0) {
      // until it is full
    }
    int left = count;
    for (int i = end.position() - 2; i >= 0; i--) {
      if (end.get(i) == '\n' && --left == 0) {
        return size - length + i + 1;
      }
    }
    return count == 0 ? size : size - length;
  }

  private void read(FileChannel current, Seen seen) throws IOException {
    while (current.read(buffer.clear()) > 0) {
      buffer.flip();
      while (buffer.hasRemaining()) {
        byte next = buffer.get();
        if (next == '\n') {
          number++;
          tell(seen);
          line.reset();
        } else if (line.size() < LONGEST_LINE) {
          line.write(next);
        }
      }
    }
  }

  private void tell(Seen seen) {
    byte[] bytes = line.toByteArray();
    Place place = new Place(path.toString(), number);
    if (bytes.length > 0) {
      try {
        PastCall call = LineReader.read(bytes, 0, bytes.length, place);
        if (call != null) {
          seen.call(call, new String(bytes, UTF_8));
        }
      } catch (BrokenLineException e) {
        seen.broken((number > 0 ? place.toString() : path.toString()) + ": " + e.getMessage());
      }
    }
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
    file = null;
    renamed = false;
  }
}
