package io.costspan.condition;

import org.jspecify.annotations.Nullable;

/** Something that conditions ask of a subject. */
@FunctionalInterface
public interface Asked<S> {
  /** A text, a number or something whose text counts; null if there is nothing. */
  @Nullable Object value(S subject);

  default boolean meets(S subject, Accepted accepted) {
    return accepted.test(value(subject));
  }
}
