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
 * @param name the path, or the URL as it may be shown
 * @param modified null if there is no such file, and for pipes and devices, which are read once
 * @param size {@link #ENDLESS} for pipes and devices, whose size is unknown
 * @param key differs between files with the same name; null if the system has no such key; of a URL
 *     its copy
 */
public record FileState(
    String name, @Nullable FileTime modified, long size, @Nullable Object key, boolean readable) {
  private static final long ENDLESS = -1;

  static FileState of(Path path) {
    String name = path.toString();
    try {
      BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
      return file.isOther()
          ? new FileState(name, null, ENDLESS, file.fileKey(), true)
          : new FileState(
              name, file.lastModifiedTime(), file.size(), file.fileKey(), Files.isReadable(path));
    } catch (IOException e) {
      return unknown(name);
    }
  }

  static FileState of(String url, RemoteCopy copy) {
    return new FileState(url, null, copy.content().length, copy, true);
  }

  static FileState unknown(String name) {
    return new FileState(name, null, 0, null, false);
  }

  /** Whether it is a pipe or a device. */
  boolean isEndless() {
    return size == ENDLESS;
  }
}
