package io.costspan.whatif;

import io.costspan.usage.UsageRecord;
import org.jspecify.annotations.Nullable;

/** What is different about some of the calls. */
@FunctionalInterface
public interface Change {
  /** The call as it would have been, or null if the change does not concern it. */
  @Nullable UsageRecord applied(UsageRecord usage);
}
