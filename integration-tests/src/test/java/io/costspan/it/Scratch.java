package io.costspan.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders that last as long as this JVM, be it that of the tests or a child. */
public final class Scratch {
  private static final Path ROOT = create();

  private Scratch() {}

  /** A new empty folder. */
  public static Path folder(String purpose) {
    try {
      return Files.createTempDirectory(ROOT, purpose);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path create() {
    try {
      Path root = Files.createTempDirectory("costspan-it");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(root)));
      return root;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path root) {
    try (Stream<Path> files = Files.walk(root)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
