package io.costspan.pipeline;

import io.costspan.rating.Rating;
import io.costspan.usage.Attribution;
import io.costspan.usage.UsageRecord;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One AI call with everything that outputs may show.
 *
 * @param span the span that carries its money, null without traces
 * @param attribution whose money was spent
 * @param request to which the call belongs, null if that is not known
 */
public record RatedCall(
    CallFacts facts,
    UsageRecord usage,
    Rating rating,
    @Nullable SpanRef span,
    Attribution attribution,
    @Nullable LogicalRequest request) {

  /** A call that belongs to no logical request. */
  public RatedCall(
      CallFacts facts,
      UsageRecord usage,
      Rating rating,
      @Nullable SpanRef span,
      Attribution attribution) {
    this(facts, usage, rating, span, attribution, null);
  }

  /** Whose money was spent, by owner key; empty if not known. */
  public Map<String, String> owners() {
    return attribution.owners();
  }

  /** The application's method that made the call, null if not known. */
  public @Nullable String caller() {
    return attribution.caller();
  }

  /** The same call with other facts. */
  public RatedCall withFacts(CallFacts others) {
    return new RatedCall(others, usage, rating, span, attribution, request);
  }

  /** The same call with another rating. */
  public RatedCall withRating(Rating other) {
    return new RatedCall(facts, usage, other, span, attribution, request);
  }

  /** The same call with another attribution. */
  public RatedCall withAttribution(Attribution other) {
    return new RatedCall(facts, usage, rating, span, other, request);
  }

  /** The same call as a part of that request, once its span is known. */
  public RatedCall of(@Nullable LogicalRequest whole, @Nullable SpanRef known) {
    return whole == request && known == span
        ? this
        : new RatedCall(facts, usage, rating, known, attribution, whole);
  }
}
