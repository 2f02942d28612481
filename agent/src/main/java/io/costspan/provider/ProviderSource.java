package io.costspan.provider;

import io.costspan.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Where a provider file is found, and what must be known about it before a call is made.
 *
 * @param name of the file without directory and extension
 * @param provider a a value of {@code gen_ai.provider.name}
 * @param file reads the file, again each time
 * @param bundled whether it comes with the agent: such a file is known to be valid and is not read
 *     before its first call
 */
record ProviderSource(
    String name, String provider, List<String> hosts, Supplier<JsonValue> file, boolean bundled) {

  /** The user's files, followed by the bundled ones. */
  static List<ProviderSource> all(List<JsonValue> users) {
    List<ProviderSource> sources = new ArrayList<>();
    users.forEach(file -> sources.add(of(file)));
    sources.addAll(BundledProviders.sources());
    return sources;
  }

  /** A user's file. */
  static ProviderSource of(JsonValue file) {
    return new ProviderSource(
        ProviderFile.name(file),
        file.need("provider").text(),
        file.textsOf("hosts"),
        () -> file,
        false);
  }
}
