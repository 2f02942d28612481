package io.costspan.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
      Path directory = file.toAbsolutePath().getParent();
      Files.createDirectories(directory);
      Path whole = Files.createTempFile(directory, "costspan", ".tmp");
      try {
        Files.write(whole, content);
        Files.move(
            whole, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(whole);
      }
      return true;
    } catch (IOException e) {
      failed.accept(e);
      return false;
    }
  }
}
