package io.costspan.home;

import java.time.Instant;
import java.util.function.Predicate;
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

  /**
   * Whether an instrumentation of the application's AI library is at work around a call, which
   * measures tokens and time by itself.
   *
   * @param surroundings as for {@link #begin}
   */
  boolean isMeasured(@Nullable Object surroundings);

  /**
   * The trace that surrounds a call; null if none does. A span that was begun for a call outside of
   * all traces makes none.
   *
   * @param surroundings as for {@link #begin}
   */
  @Nullable Trace trace(@Nullable Object surroundings);

  /**
   * The trace that begins in this JVM with a span that is about to end; null if the span is none of
   * this home, or not its first one.
   *
   * @param isKnown whether a trace with that id is of interest
   */
  @Nullable Trace ending(Object span, Predicate<String> isKnown);

  /** The value of that key in the baggage that is current; null if it has none. */
  @Nullable String baggage(String key);
}
