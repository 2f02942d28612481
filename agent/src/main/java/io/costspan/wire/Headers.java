package io.costspan.wire;

import org.jspecify.annotations.Nullable;

/** The headers of a message, requested one by one so that none is copied needlessly. */
@FunctionalInterface
public interface Headers {
  Headers NONE = name -> null;

  /** The first value of the header with that name, ignoring case, or null. */
  @Nullable String get(String name);
}
