package io.costspan.ratecard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What tells without reading a file whether it changed.
 *
 * @param modified null if there is no such file
 * @param key another file under the same name has another, null where the system knows none
 */
record FileState(
    Path path, @Nullable FileTime modified, long size, @Nullable Object key, boolean readable) {

  static List<FileState> of(List<Path> paths) {
    List<FileState> states = new ArrayList<>();
    for (Path path : paths) {
      states.add(of(path));
    }
    return List.copyOf(states);
  }

  private static FileState of(Path path) {
    try {
      BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
      return new FileState(
          path, file.lastModifiedTime(), file.size(), file.fileKey(), Files.isReadable(path));
    } catch (IOException e) {
      return new FileState(path, null, 0, null, false);
    }
  }
}
