package io.costspan.owner;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.TreeSet;

/** The packages of HTTP clients, AI libraries and frameworks, which are nobody's application. */
final class Libraries {
  /** Of each package with a dot at its end. None begins with another one. */
  private static final TreeSet<String> PACKAGES = read();

  private Libraries() {}

  /** Whether that class is a library's. */
  static boolean own(String type) {
    String before = PACKAGES.floor(type);
    return before != null && type.startsWith(before);
  }

  private static TreeSet<String> read() {
    TreeSet<String> packages = new TreeSet<>();
    try (InputStream in = Libraries.class.getResourceAsStream("libraries.txt");
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8))) {
      lines.lines().filter(line -> !line.startsWith("#")).forEach(packages::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packages;
  }
}
