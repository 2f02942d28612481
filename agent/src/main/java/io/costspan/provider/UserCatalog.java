package io.costspan.provider;

import io.costspan.json.JsonException;
import io.costspan.json.JsonFiles;
import io.costspan.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The catalog in force: the user's provider files, the bundled ones, the user's endpoints. */
public final class UserCatalog {
  private final boolean estimates;
  private final Consumer<String> refusals;

  private UserCatalog(boolean estimates, Consumer<String> refusals) {
    this.estimates = estimates;
    this.refusals = refusals;
  }

  /**
   * Puts the catalog together; whatever is refused is left out alone.
   *
   * @param paths files or directories that may hold price files too
   * @param estimates whether what replies do not tell is to be estimated
   * @param refusals receives one line per refusal, naming what to mend
   */
  public static Catalog load(
      List<Path> paths,
      List<EndpointOption> endpoints,
      boolean estimates,
      Consumer<String> refusals) {
    return new UserCatalog(estimates, refusals).load(paths, endpoints);
  }

  /** As above, with estimates. */
  public static Catalog load(
      List<Path> paths, List<EndpointOption> endpoints, Consumer<String> refusals) {
    return load(paths, endpoints, true, refusals);
  }

  private Catalog load(List<Path> paths, List<EndpointOption> endpoints) {
    List<JsonValue> users = providerFiles(paths);
    try {
      return Catalog.load(users, endpoints, estimates);
    } catch (JsonException | IllegalArgumentException e) {
      List<JsonValue> files = withoutBad(users);
      return Catalog.load(files, withoutBad(endpoints, files), estimates);
    }
  }

  private List<JsonValue> withoutBad(List<JsonValue> users) {
    List<JsonValue> good = new ArrayList<>();
    for (JsonValue file : users) {
      good.add(file);
      try {
        Catalog.load(good, List.of());
      } catch (JsonException e) {
        good.remove(file);
        refusals.accept("provider file refused: " + e.getMessage());
      }
    }
    return good;
  }

  private List<EndpointOption> withoutBad(List<EndpointOption> endpoints, List<JsonValue> files) {
    List<EndpointOption> good = new ArrayList<>();
    for (EndpointOption endpoint : endpoints) {
      try {
        Catalog.load(files, List.of(endpoint));
        good.add(endpoint);
      } catch (IllegalArgumentException e) {
        refusals.accept("option endpoints: " + e.getMessage() + "; it is not watched");
      }
    }
    return good;
  }

  private List<JsonValue> providerFiles(List<Path> paths) {
    List<JsonValue> files = new ArrayList<>();
    // The price table looks at the same places and says what cannot be read there.
    for (Path path : JsonFiles.list(paths, refusal -> {})) {
      try (InputStream in = Files.newInputStream(path)) {
        JsonValue file = JsonValue.parse(path.toString(), in);
        if (ProviderFile.isOne(file)) {
          files.add(file);
        }
      } catch (IOException | JsonException e) {
        continue;
      }
    }
    return files;
  }
}
