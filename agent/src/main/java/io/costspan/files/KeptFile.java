package io.costspan.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A file of the agent's own in a directory that the user named. It is replaced as a whole, so that
 * several JVMs may share it, and can be read by its owner only.
 */
public final class KeptFile {
  private final Path file;
  private @Nullable CompletableFuture<Boolean> writing;

  public KeptFile(Path file) {
    this.file = file;
  }

  /**
   * The content.
   *
   * @throws IOException if there is none, or it does not answer before the deadline
   */
  public byte[] read(int limitBytes, Deadline deadline) throws IOException {
    return UserFile.read(file, limitBytes, deadline);
  }

  /**
   * Begins to write the content and returns; nobody waits for a disk that hangs. While the one
   * before is still being written, nothing is done.
   *
   * @param failed receives the error
   */
  public synchronized void replace(byte[] content, Consumer<IOException> failed) {
    if (writing == null || writing.isDone()) {
      writing = FileThreads.ask(() -> write(content, failed));
    }
  }

  private boolean write(byte[] content, Consumer<IOException> failed) {
    try {
      write(content);
      return true;
    } catch (IOException e) {
      failed.accept(e);
      return false;
    }
  }

  /**
   * Has the file for this process alone, until the result is closed or the process ends. The lock
   * is on another file beside it, because this one is replaced.
   *
   * @return null if another process has it
   */
  public @Nullable Closeable lock() throws IOException {
    Path whole = file.toAbsolutePath();
    Files.createDirectories(whole.getParent());
    FileChannel channel =
        FileChannel.open(
            whole.resolveSibling(whole.getFileName() + ".lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException sameProcess) {
      // As if it were another one.
    }
    channel.close();
    return null;
  }

  /** Replaces the content, however long the disk takes. */
  public void write(byte[] content) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    Files.createDirectories(directory);
    Path whole = Files.createTempFile(directory, "costspan", ".tmp");
    try {
      Files.write(whole, content);
      Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(whole);
    }
  }
}
