package io.costspan.provider;

import io.costspan.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The known endpoints. */
public interface Catalog {
  /** Where the bundled files lie in the jar. */
  String FOLDER = "/io/costspan/catalog/providers/";

  /**
   * The endpoint at that address, or null if no AI is known there. Allocates nothing.
   *
   * @param port -1 for the scheme's default
   */
  @Nullable Endpoint endpoint(@Nullable String host, int port);

  /**
   * The endpoints that provider files and the user's options describe.
   *
   * @param files of two with the same name the first counts
   * @throws io.costspan.json.JsonException for a file that is refused
   * @throws IllegalArgumentException for an option that names an unknown provider
   */
  static Catalog load(List<JsonValue> files, List<EndpointOption> extra) {
    boolean trusted = files.stream().allMatch(file -> file.file().startsWith(FOLDER));
    return new ListedCatalog(new ProviderFiles(files, trusted).hosts(extra));
  }

  /** The catalog of {@link #bundledFiles}. */
  static Catalog bundled() {
    return load(bundledFiles(), List.of());
  }

  /** The provider files that come with the agent. */
  static List<JsonValue> bundledFiles() {
    List<JsonValue> files = new ArrayList<>();
    for (JsonValue name : bundledFile("index.json").items()) {
      files.add(bundledFile(name.text()));
    }
    return files;
  }

  private static JsonValue bundledFile(String name) {
    String path = FOLDER + name;
    try (InputStream in = Catalog.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException(path + " is missing in the jar");
      }
      return JsonValue.parse(path, in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
