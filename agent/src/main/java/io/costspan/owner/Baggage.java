package io.costspan.owner;

import org.jspecify.annotations.Nullable;

/** The OpenTelemetry baggage of this thread. */
@FunctionalInterface
public interface Baggage {
  /** Knows nothing. */
  Baggage NONE = key -> null;

  /** The value of that key, null if it has none. Must neither block nor throw. */
  @Nullable String get(String key);
}
