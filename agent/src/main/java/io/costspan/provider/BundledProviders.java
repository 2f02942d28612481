package io.costspan.provider;

import io.costspan.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The provider files that come with the agent. The build lists their hosts in one small text file,
 * so that an application without AI calls does not wait until all of them are read.
 */
final class BundledProviders {
  private static final String FOLDER = "/io/costspan/catalog/providers/";
  private static final String HOSTS = "hosts.txt";
  private static final String ENDING = ".json";

  private BundledProviders() {}

  /**
   * Writes the list of hosts.
   *
   * @param args directory of the provider files
   */
  public static void main(String[] args) throws IOException {
    List<String> lines = listed().stream().map(BundledProviders::line).toList();
    Files.write(Path.of(args[0], HOSTS), lines);
  }

  static List<ProviderSource> sources() {
    try (InputStream hosts = open(HOSTS)) {
      return hosts == null ? listed() : parsed(hosts);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<JsonValue> files() {
    return read("index.json").items().stream().map(name -> read(name.text())).toList();
  }

  /** The sources according to the files themselves; {@code hosts.txt} contains the same. */
  static List<ProviderSource> listed() {
    return files().stream().map(ProviderSource::of).map(BundledProviders::bundled).toList();
  }

  /** Whether the value is from one of these files. */
  static boolean isOf(JsonValue value) {
    return value.file().startsWith(FOLDER);
  }

  private static List<ProviderSource> parsed(InputStream hosts) throws IOException {
    List<ProviderSource> sources = new ArrayList<>();
    for (String line : new String(hosts.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
      List<String> words = List.of(line.strip().split(" "));
      List<String> names = words.subList(2, words.size());
      sources.add(source(words.get(0), words.get(1), names));
    }
    return sources;
  }

  private static String line(ProviderSource source) {
    return String.join(" ", source.name(), source.provider(), String.join(" ", source.hosts()));
  }

  private static ProviderSource bundled(ProviderSource source) {
    return source(source.name(), source.provider(), source.hosts());
  }

  private static ProviderSource source(String name, String provider, List<String> hosts) {
    return new ProviderSource(name, provider, hosts, () -> read(name + ENDING), true);
  }

  private static JsonValue read(String name) {
    try (InputStream in = open(name)) {
      if (in == null) {
        throw new IllegalStateException(FOLDER + name + " is missing in the jar");
      }
      return JsonValue.parse(FOLDER + name, in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static @Nullable InputStream open(String name) {
    return BundledProviders.class.getResourceAsStream(FOLDER + name);
  }
}
