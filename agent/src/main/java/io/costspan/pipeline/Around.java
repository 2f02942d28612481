package io.costspan.pipeline;

import org.jspecify.annotations.Nullable;

/**
 * What surrounds a call on the thread that makes it.
 *
 * @param telemetry see {@link Telemetry#surroundings}
 * @param served what that thread serves, null if that is not known
 */
record Around(@Nullable Object telemetry, @Nullable LogicalRequest served) {
  private static final Around NOT_KNOWN = new Around(null, null);

  static Around of(@Nullable Object surroundings) {
    return surroundings instanceof Around around ? around : NOT_KNOWN;
  }
}
