package io.costspan.instrument.jdkhttp;

import io.costspan.exchange.Links;
import java.util.ArrayList;
import java.util.List;

/**
 * The JDK's own objects that are linked to what the agent knows, until it is over. The client keeps
 * some of them for longer, as it keeps its latest exchanges.
 */
final class JdkKeys<V> {
  /** Of a request that is answered. */
  private static final int USUAL = 4;

  private final Links<V> links;
  private final V value;
  private final List<Links.Link<V>> keys = new ArrayList<>(USUAL);
  private boolean over;

  JdkKeys(Links<V> links, V value) {
    this.links = links;
    this.value = value;
  }

  synchronized void add(Object key) {
    if (!over) {
      keys.add(links.put(key, value));
    }
  }

  synchronized void forget() {
    over = true;
    for (int i = 0; i < keys.size(); i++) {
      keys.get(i).forget();
    }
    keys.clear();
  }
}
