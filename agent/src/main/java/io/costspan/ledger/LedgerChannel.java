package io.costspan.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The channel to a file that others may rename, remove, truncate or append to at any time. Not
 * thread-safe.
 */
class LedgerChannel {
  private static final Set<OpenOption> APPEND =
      Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);

  private static final int LOOKS = 3;
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final Path path;
  private final Set<PosixFilePermission> mode;
  private @Nullable FileChannel channel;
  private @Nullable Object fileKey;
  private long seenBytes;

  /**
   * @param mode permissions of the file if it has to be created
   */
  LedgerChannel(Path path, Set<PosixFilePermission> mode) {
    this.path = path;
    this.mode = mode;
  }

  /**
   * Ensures that the file at the path is open.
   *
   * @return whether it is a different file than before, or one that has shrunk
   */
  boolean open() throws IOException {
    FileChannel current = channel;
    if (current != null && current.isOpen() && isStillThere()) {
      return false;
    }
    close();
    channel = create();
    fileKey = attributes().fileKey();
    seenBytes = 0;
    return true;
  }

  long size() throws IOException {
    seenBytes = opened().size();
    return seenBytes;
  }

  /** Writes at the current end of the file; possibly not everything. */
  void write(ByteBuffer bytes) throws IOException {
    opened().write(bytes);
  }

  /**
   * Whether the file ends in the middle of a line, also when it is looked at again: a write of
   * another JVM grows bit by bit. Its last byte is the only one that is ever read. If even that is
   * forbidden, the answer is yes: an empty line is better than two calls in one line.
   */
  boolean endsMidLine() throws IOException {
    boolean endsMidLine = looksCut();
    for (int look = 1; look < LOOKS && endsMidLine; look++) {
      pause();
      endsMidLine = looksCut();
    }
    return endsMidLine;
  }

  void pause() {
    LockSupport.parkNanos(PAUSE_NANOS);
  }

  private boolean looksCut() throws IOException {
    long size = size();
    if (size == 0) {
      return false;
    }
    ByteBuffer last = ByteBuffer.allocate(1);
    try (FileChannel in = FileChannel.open(path, StandardOpenOption.READ)) {
      in.read(last, size - 1);
    } catch (AccessDeniedException e) {
      return true;
    }
    return last.get(0) != '\n';
  }

  void close() throws IOException {
    if (channel != null) {
      channel.close();
    }
  }

  private FileChannel opened() {
    return Objects.requireNonNull(channel);
  }

  /**
   * Sets the permissions explicitly, so that the umask does not restrict what the user asked for.
   */
  private FileChannel create() throws IOException {
    if (!path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return FileChannel.open(path, APPEND);
    }
    boolean isNew = !Files.exists(path);
    FileChannel created =
        FileChannel.open(path, APPEND, PosixFilePermissions.asFileAttribute(mode));
    if (isNew) {
      Files.setPosixFilePermissions(path, mode);
    }
    return created;
  }

  /** On file systems without file keys, a file that has shrunk counts as replaced. */
  private boolean isStillThere() throws IOException {
    try {
      BasicFileAttributes now = attributes();
      return Objects.equals(now.fileKey(), fileKey) && now.size() >= seenBytes;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private BasicFileAttributes attributes() throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class);
  }
}
