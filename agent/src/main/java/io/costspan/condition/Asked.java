package io.costspan.condition;

import org.jspecify.annotations.Nullable;

/** Looks up the value of a name in a condition for a subject. */
@FunctionalInterface
public interface Asked<S> {
  /** A text, a number or an object whose text is used; null if there is no value. */
  @Nullable Object value(S subject);

  default boolean meets(S subject, Accepted accepted) {
    return accepted.test(value(subject));
  }
}
