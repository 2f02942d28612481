package io.costspan.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a file that a user named, be it a regular file, a pipe or a device. */
public final class UserFile {
  /** A size in bytes that files written by hand (options, certificates) do not exceed. */
  public static final int SMALL_LIMIT = 1 << 20;

  private static final int MEGABYTE = 1 << 20;
  private static final int KILOBYTE = 1 << 10;

  private UserFile() {}

  /**
   * The content, however long the file takes to answer.
   *
   * @throws TooLargeException if the file has more bytes than that; no more are read or held
   */
  public static byte[] read(Path file, int limitBytes) throws IOException {
    if (Files.size(file) > limitBytes) {
      throw new TooLargeException(size(limitBytes));
    }
    // The size of a pipe or a device cannot be trusted.
    try (InputStream in = Files.newInputStream(file)) {
      byte[] content = in.readNBytes(limitBytes + 1);
      if (content.length > limitBytes) {
        throw new TooLargeException(size(limitBytes));
      }
      return content;
    }
  }

  /**
   * The content, if the file answers before the deadline.
   *
   * @throws UnansweredException if it does not
   */
  public static byte[] read(Path file, int limitBytes, Deadline deadline) throws IOException {
    return FileThreads.await(FileThreads.ask(() -> read(file, limitBytes)), deadline);
  }

  /** A size limit for messages, such as {@code 16 MiB}. */
  public static String size(int bytes) {
    return bytes < MEGABYTE ? bytes / KILOBYTE + " KiB" : bytes / MEGABYTE + " MiB";
  }
}
