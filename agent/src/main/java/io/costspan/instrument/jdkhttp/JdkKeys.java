package io.costspan.instrument.jdkhttp;

import io.costspan.exchange.Links;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

/**
 * The JDK's own objects that are linked to what the agent knows, until it is over. The client keeps
 * some of them for longer, as it keeps its latest exchanges.
 */
final class JdkKeys<V> {
  private final Links<V> links;
  private final V value;
  private final List<WeakReference<Object>> keys = new ArrayList<>();
  private boolean over;

  JdkKeys(Links<V> links, V value) {
    this.links = links;
    this.value = value;
  }

  synchronized void add(Object key) {
    if (!over) {
      keys.add(new WeakReference<>(key));
      links.put(key, value);
    }
  }

  synchronized void forget() {
    over = true;
    for (WeakReference<Object> each : keys) {
      Object key = each.get();
      if (key != null) {
        links.remove(key);
      }
    }
    keys.clear();
  }
}
