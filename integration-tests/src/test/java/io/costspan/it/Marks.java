package io.costspan.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Looks for texts in heap dumps. */
public final class Marks {
  private Marks() {}

  /** How often a text is in a file, in each of the ways in which the JVM stores strings. */
  public static long count(String text, Path file) throws IOException {
    String bytes = new String(Files.readAllBytes(file), ISO_8859_1);
    long count = 0;
    for (Charset charset : List.of(ISO_8859_1, UTF_16LE, UTF_16BE)) {
      String wanted = new String(text.getBytes(charset), ISO_8859_1);
      for (int at = bytes.indexOf(wanted); at >= 0; at = bytes.indexOf(wanted, at + 1)) {
        count++;
      }
    }
    return count;
  }
}
