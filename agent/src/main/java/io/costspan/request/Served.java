package io.costspan.request;

import io.costspan.pipeline.LogicalRequest;
import org.jspecify.annotations.Nullable;

/**
 * A request that a thread serves, of which nothing more is known. It becomes a logical request with
 * the first call that the thread makes.
 */
public final class Served {
  private static final ThreadLocal<@Nullable Served> CURRENT = new ThreadLocal<>();

  private int depth;
  private @Nullable RequestCosts costs;

  private Served() {}

  /** What this thread serves; null if that is not known. */
  static @Nullable Served current() {
    return CURRENT.get();
  }

  /** This thread begins to serve a request, or a part of one. */
  public static void begin() {
    Served its = CURRENT.get();
    if (its == null) {
      its = new Served();
      CURRENT.set(its);
    }
    its.depth++;
  }

  /** This thread has served what it began last. */
  public static void end() {
    Served its = CURRENT.get();
    if (its != null && --its.depth == 0) {
      CURRENT.remove();
      its.over();
    }
  }

  private void over() {
    if (costs != null) {
      costs.end(this);
    }
  }

  /** The same as a logical request, among those. */
  @Nullable LogicalRequest in(RequestCosts all) {
    costs = all;
    return all.of(this);
  }
}
