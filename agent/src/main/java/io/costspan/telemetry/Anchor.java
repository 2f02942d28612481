package io.costspan.telemetry;

import io.costspan.telemetry.home.Home;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the adapter of an application's object alive exactly as long as the application's classes
 * are: the class of that object holds it, and the agent itself holds only a weak reference.
 */
final class Anchor {
  private static final ClassValue<Anchor> ANCHORS =
      new ClassValue<>() {
        @Override
        protected Anchor computeValue(Class<?> type) {
          return new Anchor();
        }
      };

  private @Nullable Object found;
  private @Nullable Home home;

  private Anchor() {}

  /** Makes a home of an object, or of none. */
  interface Adapter {
    Home adapt() throws ReflectiveOperationException;
  }

  /** The home of that object, made if it is new. */
  static WeakReference<Home> hold(Object found, Adapter adapter)
      throws ReflectiveOperationException {
    return ANCHORS.get(found.getClass()).keep(found, adapter);
  }

  /** Lets the home of an object go that is of no use any more. */
  static void drop(Object found) {
    ANCHORS.get(found.getClass()).release(found);
  }

  private synchronized WeakReference<Home> keep(Object wanted, Adapter adapter)
      throws ReflectiveOperationException {
    Home known = home;
    if (known == null || found != wanted) {
      known = adapter.adapt();
      found = wanted;
      home = known;
    }
    return new WeakReference<>(known);
  }

  private synchronized void release(Object unwanted) {
    if (found == unwanted) {
      found = null;
      home = null;
    }
  }
}
