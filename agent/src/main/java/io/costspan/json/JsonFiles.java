package io.costspan.json;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Finds the files that a user named. */
public final class JsonFiles {
  private JsonFiles() {}

  /**
   * The named files and, of named directories, the files {@code *.json} by name.
   *
   * @param refusals receives a line for a directory that cannot be listed
   */
  public static List<Path> list(List<Path> paths, Consumer<String> refusals) {
    List<Path> files = new ArrayList<>();
    for (Path path : paths) {
      if (Files.isDirectory(path)) {
        files.addAll(listDirectory(path, refusals));
      } else {
        files.add(path);
      }
    }
    return files;
  }

  /** Why a file could not be read, in one line for whoever named it. */
  public static String refusal(Path file, Exception e) {
    if (e instanceof JsonException) {
      return String.valueOf(e.getMessage());
    }
    return e instanceof NoSuchFileException
        ? file + ": there is no such file; correct its name"
        : file + ": cannot be read; check what it is and its permissions";
  }

  private static List<Path> listDirectory(Path directory, Consumer<String> refusals) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    } catch (IOException e) {
      refusals.accept(directory + ": cannot be listed, nothing read from it: " + e.getMessage());
      return List.of();
    }
  }
}
