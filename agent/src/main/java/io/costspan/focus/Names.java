package io.costspan.focus;

import io.costspan.json.JsonValue;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The names that people and invoices use, from a file in the jar. */
final class Names {
  private static final String FILE = "names.json";
  private static final String USUAL_SUBCATEGORY = "Generative AI";

  private final Map<String, Service> services = new LinkedHashMap<>();
  private final Map<Pattern, Model> models = new LinkedHashMap<>();
  private final Map<String, Optional<Model>> found = new HashMap<>();

  /**
   * An offering that can be bought.
   *
   * @param subcategory one of the specification's under "AI and Machine Learning"
   */
  record Service(String provider, String name, String subcategory) {}

  /** Who made a model, and to which family it belongs. */
  record Model(String developer, String family) {}

  Names() {
    JsonValue file = read();
    file.need("services").members().forEach((id, names) -> services.put(id, service(names)));
    file.need("models").members().forEach((word, names) -> models.put(pattern(word), model(names)));
  }

  /** What the ledger's provider sells; it goes by its own name if it is not listed. */
  Service service(String provider) {
    return services.getOrDefault(provider, new Service(provider, provider, USUAL_SUBCATEGORY));
  }

  /** Null for a model that nobody has told of. */
  @Nullable Model model(String name) {
    return found.computeIfAbsent(name, this::find).orElse(null);
  }

  private Optional<Model> find(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return models.entrySet().stream()
        .filter(known -> known.getKey().matcher(lower).find())
        .map(Map.Entry::getValue)
        .findFirst();
  }

  boolean isListed(String provider) {
    return services.containsKey(provider);
  }

  private static Pattern pattern(String word) {
    return Pattern.compile("(?<![a-z0-9])" + Pattern.quote(word) + "(?![a-z])");
  }

  private static Service service(JsonValue names) {
    List<String> all = names.texts();
    return new Service(all.get(0), all.get(1), all.size() > 2 ? all.get(2) : USUAL_SUBCATEGORY);
  }

  private static Model model(JsonValue names) {
    return new Model(names.texts().get(0), names.texts().get(1));
  }

  private static JsonValue read() {
    try (InputStream in = Names.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new FileNotFoundException(FILE);
      }
      return JsonValue.parse(FILE, in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
