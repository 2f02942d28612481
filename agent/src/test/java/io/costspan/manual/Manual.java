package io.costspan.manual;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Pages of the manual that are rendered from declarations in the code. */
public final class Manual {
  private static final String WRITE = "manual.write";

  private Manual() {}

  /** Compares a page under {@code docs} with what the code says; writes it if asked to. */
  public static void check(String page, String rendered) {
    Path path = Path.of("..", "docs", page);
    try {
      if (Boolean.getBoolean(WRITE)) {
        Files.createDirectories(path.getParent());
        Files.writeString(path, rendered);
      }
      assertThat(path)
          .as(
              "docs/%s is not what the code declares; run"
                  + " ./mvnw -pl agent -am test -Dtest='*ManualTest' -Dmanual.write=true"
                  + " -Dsurefire.failIfNoSpecifiedTests=false",
              page)
          .hasContent(rendered);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A part of a page that no code declares. */
  public static String part(String file) {
    try (InputStream in = Manual.class.getResourceAsStream("/manual/" + file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A table row; a vertical bar inside a cell would end it. */
  public static String row(String... cells) {
    return "| " + String.join(" | ", List.of(cells)) + " |\n";
  }

  public static String code(String text) {
    return text.isEmpty() ? "" : "`" + text + "`";
  }
}
