package io.costspan.wire;

import org.jspecify.annotations.Nullable;

/** The headers of a message, asked for one by one so that none is copied without need. */
@FunctionalInterface
public interface Headers {
  Headers NONE = name -> null;

  /** First value of the header of that name in any case, or null. */
  @Nullable String get(String name);
}
