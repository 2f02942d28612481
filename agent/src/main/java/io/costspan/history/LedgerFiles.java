package io.costspan.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** The files that people name, each of them once. */
final class LedgerFiles {
  private static final String IN_DIRECTORY = "*.jsonl*";
  private static final String STANDARD_INPUT = "-";

  private final List<Path> files = new ArrayList<>();
  private final Set<Path> known = new HashSet<>();

  private LedgerFiles() {}

  static List<Path> named(List<String> ledgers) throws IOException {
    LedgerFiles all = new LedgerFiles();
    for (String ledger : ledgers) {
      all.add(ledger);
    }
    return List.copyOf(all.files);
  }

  private void add(String ledger) throws IOException {
    Path path = Path.of(ledger);
    if (ledger.equals(STANDARD_INPUT)) {
      files.add(path);
    } else if (Files.isDirectory(path)) {
      addAll(inDirectory(path), ledger + ": the directory has no " + IN_DIRECTORY);
    } else if (Files.exists(path)) {
      addAll(List.of(path), "");
    } else {
      addAll(matching(path), ledger + ": there is no such file, directory or match");
    }
  }

  private void addAll(List<Path> found, String ifNone) throws IOException {
    if (found.isEmpty()) {
      throw new IOException(ifNone);
    }
    for (Path file : found) {
      if (known.add(file.toRealPath())) {
        files.add(file);
      }
    }
  }

  private static List<Path> inDirectory(Path directory) throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, IN_DIRECTORY)) {
      for (Path file : files) {
        if (Files.isRegularFile(file)) {
          found.add(file);
        }
      }
    }
    found.sort(null);
    return found;
  }

  /** Shells expand patterns as well, unless they are quoted or stand in a service's settings. */
  private static List<Path> matching(Path pattern) throws IOException {
    Path fixed = fixedPart(pattern);
    if (!isPattern(pattern.toString()) || !Files.isDirectory(fixed)) {
      return List.of();
    }
    PathMatcher matcher = matcher(pattern);
    boolean deep = pattern.toString().contains("**");
    int depth = deep ? Integer.MAX_VALUE : pattern.toAbsolutePath().getNameCount();
    // Its "." has a link to a directory followed, too.
    try (Stream<Path> files = Files.walk(fixed.resolve("."), depth)) {
      return files
          .map(Path::normalize)
          .filter(file -> matcher.matches(file.toAbsolutePath().normalize()))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    } catch (UncheckedIOException e) {
      throw new IOException(pattern + ": a directory cannot be read (" + e.getMessage() + ")", e);
    }
  }

  private static PathMatcher matcher(Path pattern) throws IOException {
    try {
      return FileSystems.getDefault()
          .getPathMatcher("glob:" + pattern.toAbsolutePath().normalize());
    } catch (PatternSyntaxException e) {
      throw new IOException(
          pattern + ": there is no such file, and it is no pattern such as logs/*.jsonl*", e);
    }
  }

  /** The directory in which a pattern begins. */
  private static Path fixedPart(Path pattern) {
    Path fixed = pattern.isAbsolute() ? pattern.getRoot() : Path.of("");
    for (Path name : pattern) {
      if (isPattern(name.toString())) {
        return fixed;
      }
      fixed = fixed.resolve(name);
    }
    return fixed;
  }

  private static boolean isPattern(String text) {
    return text.matches(".*[*?\\[{].*");
  }
}
