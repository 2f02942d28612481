package io.costspan.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a file of the user's, whatever it is. */
public final class UserFile {
  /** What no text that a person writes by hand exceeds: options, certificates. */
  public static final int SMALL_LIMIT = 1 << 20;

  private static final int MEGABYTE = 1 << 20;
  private static final int KILOBYTE = 1 << 10;

  private UserFile() {}

  /**
   * The content, however long the file takes to answer.
   *
   * @throws TooLargeException if there is more than that; no more is read or held
   */
  public static byte[] read(Path file, int limitBytes) throws IOException {
    if (Files.size(file) > limitBytes) {
      throw new TooLargeException(size(limitBytes));
    }
    // A pipe or a device has no size that one could trust.
    try (InputStream in = Files.newInputStream(file)) {
      byte[] content = in.readNBytes(limitBytes + 1);
      if (content.length > limitBytes) {
        throw new TooLargeException(size(limitBytes));
      }
      return content;
    }
  }

  /**
   * As above, but waits no longer than that for a file that does not answer.
   *
   * @throws UnansweredException if it did not
   */
  public static byte[] read(Path file, int limitBytes, Deadline deadline) throws IOException {
    return FileThreads.await(FileThreads.ask(() -> read(file, limitBytes)), deadline);
  }

  /** A limit as people write it. */
  public static String size(int bytes) {
    return bytes < MEGABYTE ? bytes / KILOBYTE + " KiB" : bytes / MEGABYTE + " MiB";
  }
}
