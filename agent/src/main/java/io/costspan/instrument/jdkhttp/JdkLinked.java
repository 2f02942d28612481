package io.costspan.instrument.jdkhttp;

import io.costspan.exchange.Links;
import org.jspecify.annotations.Nullable;

/**
 * What the agent knows, linked to the JDK's own objects until it is over. The client keeps some of
 * them for longer, as it keeps its latest exchanges.
 *
 * @param <V> what is known
 */
abstract class JdkLinked<V extends JdkLinked<V>> {
  /** The latest link, which leads to the others. */
  private Links.@Nullable Link<V> links;

  private boolean over;

  /**
   * Links this to an object of the JDK.
   *
   * @param self this
   */
  final synchronized void link(Object key, V self, Links<V> in) {
    if (!over) {
      links = in.put(key, self, links);
    }
  }

  /** Nothing more is expected of the JDK's objects. */
  final synchronized void forget() {
    over = true;
    if (links != null) {
      links.forgetAll();
      links = null;
    }
  }
}
