package io.costspan.instrument;

import java.util.HashMap;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/** The clients that are being woven, by the loaders of their classes, which are held weakly. */
final class WovenClients {
  private final Map<@Nullable ClassLoader, Map<String, WovenClient>> byLoader = new WeakHashMap<>();

  /**
   * The client as that loader has it.
   *
   * @param loader null for the boot class loader
   */
  synchronized WovenClient of(ClientInstrumentation client, @Nullable ClassLoader loader) {
    Map<String, WovenClient> ofLoader = byLoader.get(loader);
    if (ofLoader == null) {
      ofLoader = new HashMap<>();
      byLoader.put(loader, ofLoader);
    }
    String name = client.getClass().getName();
    WovenClient known = ofLoader.get(name);
    if (known == null) {
      known = new WovenClient(this, client.client());
      ofLoader.put(name, known);
    }
    return known;
  }
}
