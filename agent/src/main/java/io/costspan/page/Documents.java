package io.costspan.page;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What there is to read: the page, the same as JSON, and the few files that the page is made of.
 */
public final class Documents {
  private final Supplier<Snapshot> now;
  private final String page = new String(read("page.html"), StandardCharsets.UTF_8);
  private final Document style = new Document("text/css; charset=utf-8", read("page.css"));
  private final Document script = new Document("text/javascript; charset=utf-8", read("page.js"));
  private final Document icon = new Document("image/svg+xml", read("icon.svg"));

  /**
   * @param type for the header {@code Content-Type}
   */
  record Document(String type, byte[] bytes) {}

  /**
   * Reads the files, because the jar may be replaced later.
   *
   * @param now how everything stands
   */
  Documents(Supplier<Snapshot> now) throws IOException {
    this.now = now;
  }

  /** What is at that path, null if there is nothing. */
  @Nullable Document at(@Nullable String path) throws IOException {
    return switch (path == null ? "" : path) {
      case "/" ->
          new Document(
              "text/html; charset=utf-8",
              PageHtml.of(now.get(), page).getBytes(StandardCharsets.UTF_8));
      case "/spend.json" -> new Document("application/json", SpendJson.of(now.get()));
      case "/page.css" -> style;
      case "/page.js" -> script;
      case "/icon.svg" -> icon;
      default -> null;
    };
  }

  /**
   * The style of the page, for others in the same style.
   *
   * @throws IOException if it cannot be read
   */
  public static String style() throws IOException {
    return new String(read("page.css"), StandardCharsets.UTF_8);
  }

  private static byte[] read(String name) throws IOException {
    try (InputStream in = Documents.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new FileNotFoundException(name);
      }
      return in.readAllBytes();
    }
  }
}
