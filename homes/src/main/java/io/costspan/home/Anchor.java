package io.costspan.home;

import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the adapter of an application's object alive exactly as long as the application's classes
 * are: the class of that object holds it, and the agent itself holds only a weak reference.
 */
public final class Anchor {
  private static final ClassValue<Anchor> ANCHORS =
      new ClassValue<>() {
        @Override
        protected Anchor computeValue(Class<?> type) {
          return new Anchor();
        }
      };

  private @Nullable Object found;
  private @Nullable Object adapter;

  private Anchor() {}

  /** Makes the adapter of an object. */
  @FunctionalInterface
  public interface Adapter<T> {
    T adapt() throws ReflectiveOperationException;
  }

  /**
   * The adapter of that object, made if it is new.
   *
   * @param found may be a class, which then holds the adapter itself
   */
  public static <T> WeakReference<T> hold(Object found, Adapter<T> adapter)
      throws ReflectiveOperationException {
    Class<?> holder = found instanceof Class<?> type ? type : found.getClass();
    return ANCHORS.get(holder).keep(found, adapter);
  }

  /** Lets the adapter of an object go that is of no use any more. */
  public static void drop(Object found) {
    ANCHORS.get(found.getClass()).release(found);
  }

  @SuppressWarnings("unchecked") // one object has adapters of one kind only
  private synchronized <T> WeakReference<T> keep(Object wanted, Adapter<T> maker)
      throws ReflectiveOperationException {
    T known = found == wanted ? (T) adapter : null;
    if (known == null) {
      known = maker.adapt();
      found = wanted;
      adapter = known;
    }
    return new WeakReference<>(known);
  }

  private synchronized void release(Object unwanted) {
    if (found == unwanted) {
      found = null;
      adapter = null;
    }
  }
}
