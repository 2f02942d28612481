package io.costspan.json;

import io.costspan.files.TooLargeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the files that a user named. */
public final class JsonFiles {
  /** The maximum per directory; more are hardly intended. */
  private static final int FILES_LIMIT = 500;

  private JsonFiles() {}

  /** Why a file could not be read, in one line for the user who named it. */
  public static String refusal(String file, Exception e) {
    if (e instanceof JsonException) {
      return String.valueOf(e.getMessage());
    }
    if (e instanceof TooLargeException) {
      return file + ": contains " + e.getMessage() + "; use a smaller file";
    }
    return e instanceof NoSuchFileException
        ? file + ": no such file; correct the name"
        : file + ": cannot be read; check its type and permissions";
  }

  /**
   * The file itself or, for a directory, the {@code *.json} files in it, sorted by name.
   *
   * @param before what was found there the last time, null if nothing was found
   */
  static List<Path> find(Path path, @Nullable List<Path> before) throws IOException {
    if (Files.isDirectory(path)) {
      return listDirectory(path);
    }
    if (before != null && !before.equals(List.of(path)) && Files.notExists(path)) {
      throw new NoSuchFileException(path.toString());
    }
    return List.of(path);
  }

  private static List<Path> listDirectory(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      List<Path> files =
          entries
              .filter(file -> file.toString().endsWith(".json"))
              .limit(FILES_LIMIT + 1)
              .sorted()
              .toList();
      if (files.size() > FILES_LIMIT) {
        throw new TooLargeException(FILES_LIMIT + " files *.json");
      }
      return files;
    }
  }
}
