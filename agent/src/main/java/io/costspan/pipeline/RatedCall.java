package io.costspan.pipeline;

import io.costspan.rating.Rating;
import io.costspan.usage.UsageRecord;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One AI call with everything that outputs may show.
 *
 * @param span the span that carries its money, null without traces
 * @param owners whose money was spent, by owner key; empty if not known
 */
public record RatedCall(
    CallFacts facts,
    UsageRecord usage,
    Rating rating,
    @Nullable SpanRef span,
    Map<String, String> owners) {

  public RatedCall {
    owners = Map.copyOf(owners);
  }

  /** The same call with other facts. */
  public RatedCall withFacts(CallFacts others) {
    return new RatedCall(others, usage, rating, span, owners);
  }

  /** The same call with another rating. */
  public RatedCall withRating(Rating other) {
    return new RatedCall(facts, usage, other, span, owners);
  }

  /** The same call, once its span is known. */
  public RatedCall withSpan(@Nullable SpanRef known) {
    return new RatedCall(facts, usage, rating, known, owners);
  }
}
