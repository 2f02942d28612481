package io.costspan.it.pages;

import io.costspan.it.Scratch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A folder that stands for the root of a file system: a host's, an image's or a container's. */
final class Root {
  private static final Pattern ABSOLUTE = Pattern.compile("(?<![\\w./}])/(?=[a-z])");

  private final Path folder = Scratch.folder("root");

  /** The lines with this folder in the place of the root. */
  String in(String lines) {
    return ABSOLUTE.matcher(lines).replaceAll(Matcher.quoteReplacement(folder + "/"));
  }

  /** Where a file with an absolute path is. */
  Path path(String absolute) {
    return Path.of(in(absolute));
  }

  /** Has a path lead to a file or folder elsewhere, as a copy or a mount would. */
  void put(String absolute, Path target) throws IOException {
    Files.createDirectories(path(absolute).getParent());
    Files.createSymbolicLink(path(absolute), target);
  }

  /** Runs a command whose paths begin at this root, and fails if it does. */
  void run(String command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder("sh", "-ec", in(command)).inheritIO().start();
    if (process.waitFor() != 0) {
      throw new AssertionError(command + " ended with " + process.exitValue());
    }
  }
}
