package io.costspan.recordings;

import io.costspan.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The folder of recorded traffic, which lies beside the project where it is available. */
public final class Recordings {
  private final Path folder;
  private final Map<String, JsonValue> expected;

  private Recordings(Path folder) {
    this.folder = folder;
    this.expected = read(folder.resolve("expected.json")).members();
  }

  /** The recordings, or null if there are none on this machine. */
  public static @Nullable Recordings find() {
    for (Path up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
      Path folder = up.resolve("../shared/recordings").normalize();
      if (Files.isRegularFile(folder.resolve("expected.json"))) {
        return new Recordings(folder);
      }
    }
    return null;
  }

  /** All HTTP exchanges. */
  public List<Recording> all() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("exchanges"))) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .sorted()
          .map(this::recording)
          .filter(Recording::isHttp)
          .toList();
    }
  }

  private Recording recording(Path file) {
    String id = file.getFileName().toString().replaceFirst("\\.json$", "");
    return new Recording(id, read(file), expected.get(id));
  }

  private static JsonValue read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return JsonValue.parse(file.getFileName().toString(), in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
