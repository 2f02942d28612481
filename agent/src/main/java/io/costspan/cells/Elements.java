package io.costspan.cells;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Tells the elements of a list apart, so that each of them counts only once. */
final class Elements {
  private final Predicate<String> isNew;

  /** Of the current element, null until it is known. */
  private @Nullable String id;

  private boolean repeats;

  /**
   * @param isNew whether no call has shown the element of that id before
   */
  Elements(Predicate<String> isNew) {
    this.isNew = isNew;
  }

  void begin() {
    id = null;
  }

  void identify(String id) {
    this.id = id;
  }

  /** Called once, at the end of an element: whether it does not count. */
  boolean isRepeated() {
    boolean repeated = id != null && !isNew.test(id);
    repeats |= repeated;
    return repeated;
  }

  /** Whether any element did not count. */
  boolean repeats() {
    return repeats;
  }
}
