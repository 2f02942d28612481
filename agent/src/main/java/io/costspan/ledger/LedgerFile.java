package io.costspan.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A file that others may rename, remove or truncate while we append to it. Each line is one write,
 * so that several JVMs may share the file. Not thread-safe.
 */
final class LedgerFile {
  private final Path path;
  private @Nullable FileChannel channel;
  private @Nullable Object fileKey;
  private long size;
  private boolean cut;

  LedgerFile(Path path) {
    this.path = path;
  }

  void append(String line) throws IOException {
    ByteBuffer bytes = StandardCharsets.UTF_8.encode((cut ? "\n" : "") + line + "\n");
    FileChannel out = open();
    try {
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
    } finally {
      cut = bytes.hasRemaining() && (cut || bytes.position() > 0);
    }
    size = out.size();
  }

  void close() throws IOException {
    if (channel != null) {
      channel.close();
    }
  }

  private FileChannel open() throws IOException {
    FileChannel current = channel;
    if (current != null && current.isOpen() && isStillThere()) {
      return current;
    }
    close();
    current =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    channel = current;
    fileKey = attributes().fileKey();
    size = 0;
    return current;
  }

  /** Where files have no key, a file that shrank was replaced. */
  private boolean isStillThere() throws IOException {
    try {
      BasicFileAttributes now = attributes();
      return Objects.equals(now.fileKey(), fileKey) && now.size() >= size;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private BasicFileAttributes attributes() throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class);
  }
}
