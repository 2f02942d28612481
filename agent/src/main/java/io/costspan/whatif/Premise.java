package io.costspan.whatif;

import io.costspan.pipeline.RatedCall;
import io.costspan.rating.ExchangeRates;
import io.costspan.rating.Rater;
import io.costspan.usage.UsageRecord;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is supposed to have been different.
 *
 * @param changes apply to the calls they concern, one after the other
 * @param all whether the prices apply to all calls, also to those that no change concerns
 * @param at the instant whose prices apply, null for that of each call
 * @param rates to compare amounts in two currencies
 */
public record Premise(
    List<Change> changes, boolean all, @Nullable Instant at, ExchangeRates rates) {
  public Premise {
    changes = List.copyOf(changes);
  }

  /** The call as it would have been, null if nothing would be different about it. */
  @Nullable UsageRecord applied(UsageRecord usage) {
    UsageRecord changed = usage;
    boolean concerned = all;
    for (Change change : changes) {
      UsageRecord next = change.applied(changed);
      concerned |= next != null;
      changed = next == null ? changed : next;
    }
    return concerned ? changed : null;
  }

  /** The tier that is supposed, null if each call has its own. */
  @Nullable String tier() {
    return changes.stream()
        .filter(OtherTier.class::isInstance)
        .map(change -> ((OtherTier) change).tier())
        .filter(tier -> !tier.equals(OtherTier.STANDARD))
        .findFirst()
        .orElse(null);
  }

  /** The call with the rating that these prices give it at its time. */
  public static RatedCall rated(RatedCall call, Rater rater) {
    UsageRecord usage = call.usage();
    return call.withRating(rater.rate(usage, begun(usage, call.facts().startedAt())));
  }

  /** When a call began, for its prices. */
  static Instant begun(UsageRecord usage, Instant startedAt) {
    Instant submittedAt = usage.submittedAt();
    return submittedAt == null ? startedAt : submittedAt;
  }
}
