package io.costspan.json;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/**
 * What reveals, without reading a file, whether it has changed.
 *
 * @param modified null if there is no such file, and for pipes and devices, which are read once
 * @param size {@link #ENDLESS} for pipes and devices, whose size is unknown
 * @param key differs between files with the same name; null if the system has no such key
 */
public record FileState(
    Path path, @Nullable FileTime modified, long size, @Nullable Object key, boolean readable) {
  private static final long ENDLESS = -1;

  static FileState of(Path path) {
    try {
      BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
      return file.isOther()
          ? new FileState(path, null, ENDLESS, file.fileKey(), true)
          : new FileState(
              path, file.lastModifiedTime(), file.size(), file.fileKey(), Files.isReadable(path));
    } catch (IOException e) {
      return unknown(path);
    }
  }

  static FileState unknown(Path path) {
    return new FileState(path, null, 0, null, false);
  }

  /** Whether it is a pipe or a device. */
  boolean isEndless() {
    return size == ENDLESS;
  }
}
