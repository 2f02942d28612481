package io.costspan.telemetry;

import io.costspan.usage.UsageRecord;
import org.jspecify.annotations.Nullable;

/** Which models the price table knows by name. */
@FunctionalInterface
public interface ModelList {
  /** No model at all. */
  ModelList NONE = (usage, model) -> null;

  /**
   * The name by which a card lists a model of the call; null if none does, though one for families
   * or for any model may price it.
   */
  @Nullable String listed(UsageRecord usage, String model);
}
