package io.costspan.provider;

import io.costspan.condition.Known;
import io.costspan.json.CatalogFile;
import io.costspan.json.JsonException;
import io.costspan.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The catalog in force: the user's provider files, the bundled ones, the user's endpoints. */
public final class UserCatalog {
  private final boolean estimates;
  private final Consumer<String> refusals;

  private UserCatalog(boolean estimates, Consumer<String> refusals) {
    this.estimates = estimates;
    this.refusals = refusals;
  }

  /**
   * Combines the catalog; only what is refused is left out. Files that cannot be read at all are
   * reported by the price table, which is made from the same files.
   *
   * @param files price files among them are skipped
   * @param estimates whether to estimate what replies do not report
   * @param refusals receives one line per refusal, which says what to correct
   */
  public static Catalog load(
      List<CatalogFile> files,
      List<EndpointOption> endpoints,
      boolean estimates,
      Consumer<String> refusals) {
    return new UserCatalog(estimates, refusals).load(providerFiles(files), endpoints);
  }

  /** The providers that the bundled files and these files describe. */
  public static Set<String> providers(List<CatalogFile> users) {
    List<JsonValue> files = new ArrayList<>(BundledProviders.files());
    files.addAll(providerFiles(users));
    return files.stream()
        .map(file -> file.need("provider"))
        .filter(JsonValue::isText)
        .map(JsonValue::text)
        .collect(Collectors.toSet());
  }

  /**
   * The values that attributes of calls can have according to the readers of the bundled files and
   * of these files. Empty if one of them is refused, because its readers would be missing.
   */
  public static Map<String, Known> attributes(List<CatalogFile> users) {
    try {
      return new ProviderFiles(ProviderSource.all(providerFiles(users)), false).attributes();
    } catch (JsonException | StackOverflowError e) {
      return Map.of();
    }
  }

  /** The attributes that calls of each provider can have; empty if one of the files is refused. */
  public static Map<String, Set<String>> attributesByProvider(List<CatalogFile> users) {
    try {
      return new ProviderFiles(ProviderSource.all(providerFiles(users)), false)
          .attributesByProvider();
    } catch (JsonException | StackOverflowError e) {
      return Map.of();
    }
  }

  /**
   * The operations of these files that look like misspelt ones of the bundled files, a line each.
   * Operations of the user's own are valid.
   */
  public static List<String> misspeltOperations(List<CatalogFile> users) {
    Set<String> known = new ProviderFiles(ProviderSource.all(List.of()), false).operations();
    return providerFiles(users).stream()
        .flatMap(file -> ProviderFile.misspeltOperations(file, known))
        .toList();
  }

  /** What those of these files are about that can be used, a line each. */
  public static List<String> contents(List<CatalogFile> files) {
    List<JsonValue> all = providerFiles(files);
    List<String> contents = new ArrayList<>();
    for (JsonValue file : new UserCatalog(true, refusal -> {}).withoutBad(all)) {
      ProviderFiles read = new ProviderFiles(ProviderSource.all(all), true);
      contents.add(file.file() + ": " + read.file(ProviderFile.name(file)).contents());
    }
    return contents;
  }

  private Catalog load(List<JsonValue> users, List<EndpointOption> endpoints) {
    try {
      return Catalog.load(users, endpoints, estimates);
    } catch (JsonException | IllegalArgumentException | StackOverflowError e) {
      List<JsonValue> files = withoutBad(users);
      return Catalog.load(files, withoutBad(endpoints, files), estimates);
    }
  }

  /**
   * Tries refused files again as long as others turn out to be valid, because they may be like one
   * of them.
   */
  private List<JsonValue> withoutBad(List<JsonValue> users) {
    Set<JsonValue> bad = new LinkedHashSet<>(users);
    int before;
    do {
      before = bad.size();
      for (JsonValue file : List.copyOf(bad)) {
        bad.remove(file);
        if (!isGood(users.stream().filter(user -> !bad.contains(user)).toList())) {
          bad.add(file);
        }
      }
    } while (bad.size() < before);
    List<JsonValue> good = users.stream().filter(user -> !bad.contains(user)).toList();
    for (JsonValue file : bad) {
      FileErrors.of(file, rest -> Catalog.load(with(good, rest), List.of()))
          .forEach(reason -> refusals.accept("provider file refused: " + reason));
    }
    return good;
  }

  private static List<JsonValue> with(List<JsonValue> files, JsonValue one) {
    List<JsonValue> all = new ArrayList<>(files);
    all.add(one);
    return all;
  }

  private static boolean isGood(List<JsonValue> files) {
    try {
      Catalog.load(files, List.of());
      return true;
    } catch (JsonException | StackOverflowError e) {
      return false;
    }
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

  private static List<JsonValue> providerFiles(List<CatalogFile> files) {
    List<JsonValue> providers = new ArrayList<>();
    for (CatalogFile file : files) {
      JsonValue content = file.value();
      if (content != null && ProviderFile.isOne(content)) {
        providers.add(content);
      }
    }
    return providers;
  }
}
