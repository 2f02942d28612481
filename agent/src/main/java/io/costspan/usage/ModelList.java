package io.costspan.usage;

import org.jspecify.annotations.Nullable;

/** The models that the price table knows by name. */
@FunctionalInterface
public interface ModelList {
  /** Lists no model at all. */
  ModelList NONE = (usage, model) -> null;

  /**
   * The name under which a card lists a model of the call; null if none does, although a card for a
   * family or for any model may price it.
   */
  @Nullable String listed(UsageRecord usage, String model);
}
