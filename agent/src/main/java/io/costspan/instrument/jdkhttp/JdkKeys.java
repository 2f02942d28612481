package io.costspan.instrument.jdkhttp;

import io.costspan.exchange.Links;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's own objects that are linked to what the agent knows, until it is over. The client keeps
 * some of them for longer, as it keeps its latest exchanges.
 */
final class JdkKeys<V> {
  private final Links<V> links;
  private final V value;
  private Links.@Nullable Link<V> keys;
  private boolean over;

  JdkKeys(Links<V> links, V value) {
    this.links = links;
    this.value = value;
  }

  synchronized void add(Object key) {
    if (!over) {
      keys = links.put(key, value, keys);
    }
  }

  synchronized void forget() {
    over = true;
    if (keys != null) {
      keys.forgetAll();
      keys = null;
    }
  }
}
