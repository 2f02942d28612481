package io.costspan.telemetry.home;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The spans of a home. */
public interface Spans {
  /**
   * Begins a CLIENT span. It is a child of the span that is current; if there is none, of the span
   * that the request names.
   *
   * @param surroundings what {@link #surroundings} returned where the application made the call;
   *     null for those of this thread
   * @param traceparent the request's header of that name, null if it has none
   */
  OpenSpan begin(
      String operation,
      String provider,
      Instant startedAt,
      @Nullable Object surroundings,
      @Nullable String traceparent);

  /**
   * The span that is current, to be enriched; null if there is none, if nobody will see it, if it
   * is not what is wanted, or if it carries a call already. It is not ours, so it is neither
   * renamed nor ended.
   *
   * @param genAiOnly whether only a span that describes a call of a model already is wanted
   * @param surroundings as for {@link #begin}
   * @param observed knows of further spans that do
   */
  @Nullable OpenSpan current(boolean genAiOnly, @Nullable Object surroundings, Observed observed);

  /**
   * What is current on this thread, for a call that begins on another one.
   *
   * @param observed knows of further spans that describe a call of a model
   */
  Object surroundings(Observed observed);
}
