package io.costspan.ratecard;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.costspan.json.JsonValue;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The cards in the jar: one file per provider, opened when the provider is first needed, and an
 * index file that names them all.
 */
final class BundledCards {
  private static final String FOLDER = "/io/costspan/catalog/prices/";

  private final String version;
  private final List<String> providers;
  private final Map<String, BundledFile> files = new TreeMap<>();

  BundledCards() {
    JsonValue index = index();
    version = index.need("version").text();
    providers = index.need("providers").texts();
  }

  String version() {
    return version;
  }

  List<String> providers() {
    return providers;
  }

  /** The cards of a provider; empty for one without bundled cards. */
  List<ListedCard> listed(String provider) {
    return providers.contains(provider) ? file(provider).listed() : List.of();
  }

  /** The same cards, read. */
  List<RateCard> cards(String provider) {
    return listed(provider).stream().map(ListedCard::card).toList();
  }

  /** Bundled ids start with the provider and a slash. */
  @Nullable RateCard find(String id) {
    int slash = id.indexOf('/');
    String provider = slash < 0 ? "" : id.substring(0, slash);
    return providers.contains(provider) ? file(provider).find(id) : null;
  }

  private synchronized BundledFile file(String provider) {
    BundledFile file = files.get(provider);
    if (file == null) {
      file = read(provider);
      files.put(provider, file);
    }
    return file;
  }

  private BundledFile read(String provider) {
    String name = provider + ".json";
    try (InputStream in = open(name)) {
      return new BundledFile(name, new String(in.readAllBytes(), UTF_8), this::find);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonValue index() {
    try (InputStream in = open("index.json")) {
      return JsonValue.parse("index.json", in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String name) throws FileNotFoundException {
    InputStream in = BundledCards.class.getResourceAsStream(FOLDER + name);
    if (in == null) {
      throw new FileNotFoundException(FOLDER + name);
    }
    return in;
  }
}
