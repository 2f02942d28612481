package io.costspan.pipeline;

import io.costspan.health.Faults;
import io.costspan.rating.Rating;
import io.costspan.usage.CallStart;
import io.costspan.usage.Reasons;
import io.costspan.usage.UsageRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Rates each call on the thread that ends it and passes it to every output. Calls that end before
 * {@link #open} wait in a queue of at most 8 MB; calls beyond that are dropped and counted.
 */
public final class Pipeline implements Calls {
  private static final int OK = 200;

  /** The rating of a call that has none because the agent failed. */
  private static final Rating UNRATED = Rating.unrated(Reasons.FAULT, null, "", false);

  private final List<CallOutput> outputs;
  private final BoundedQueue<Ended> waiting = BoundedQueue.ofUsualSize();
  private volatile @Nullable Stage stage;

  /**
   * @param outputs called in this order, once the call's span is known
   */
  public Pipeline(List<CallOutput> outputs) {
    this.outputs = List.copyOf(outputs);
  }

  /** From now on calls are rated and shown, beginning with those that wait. */
  public void open(BiFunction<UsageRecord, Instant, Rating> rater, Telemetry telemetry) {
    stage = new Stage(rater, telemetry);
    drain();
  }

  /** Counts the calls that still wait, because nobody will rate them any more. */
  public void close() {
    long unrated = waiting.discard();
    if (unrated > 0) {
      Faults.count("unopened", unrated);
    }
  }

  @Override
  public OpenCall begin(CallStart start) {
    Stage ready = stage;
    Telemetry.Begun begun = ready == null ? null : begin(ready, start);
    return (facts, usage) -> end(new Ended(start, begun, facts, usage));
  }

  /** It gets no span, because the job may have begun hours ago. */
  @Override
  public void settle(CallStart start, UsageRecord usage) {
    CallFacts facts =
        new CallFacts(
            start.startedAt(), 0, start.serverAddress(), start.serverPort(), OK, false, null);
    end(new Ended(start, this::showWithoutSpan, facts, usage));
  }

  private @Nullable SpanRef showWithoutSpan(RatedCall call) {
    Stage ready = stage;
    if (ready != null) {
      ready.telemetry.record(call);
    }
    return null;
  }

  private void end(Ended call) {
    Stage ready = stage;
    if (ready != null) {
      finish(ready, call);
    } else if (waiting.offer(call, Footprint.of(call.usage))) {
      drain();
    } else {
      Faults.count("queue_full");
    }
  }

  /**
   * Also called after each offer, because the stage may have been opened since it was found
   * missing.
   */
  private void drain() {
    Stage ready = stage;
    Ended call;
    while (ready != null && (call = waiting.poll()) != null) {
      finish(ready, call);
    }
  }

  private void finish(Stage ready, Ended call) {
    Rating rating = rate(ready, call);
    UsageRecord usage = call.usage.measuredBy(rating.measures());
    RatedCall rated = new RatedCall(call.facts, usage, rating, null, Map.of());
    Telemetry.Begun begun = call.begun == null ? begin(ready, call.start) : call.begun;
    RatedCall shown = rated.withSpan(show(begun, rated));
    for (CallOutput output : outputs) {
      show(output, shown);
    }
  }

  private static Rating rate(Stage ready, Ended call) {
    try {
      Instant submittedAt = call.usage.submittedAt();
      Instant at = submittedAt == null ? call.facts.startedAt() : submittedAt;
      return ready.rater.apply(call.usage, at);
    } catch (Throwable fault) {
      Faults.count("rating", fault);
      return UNRATED;
    }
  }

  private static Telemetry.Begun begin(Stage ready, CallStart start) {
    try {
      return ready.telemetry.begin(start);
    } catch (Throwable fault) {
      Faults.count("telemetry", fault);
      return call -> null;
    }
  }

  private static @Nullable SpanRef show(Telemetry.Begun begun, RatedCall call) {
    try {
      return begun.end(call);
    } catch (Throwable fault) {
      Faults.count("telemetry", fault);
      return null;
    }
  }

  private static void show(CallOutput output, RatedCall call) {
    try {
      output.accept(call);
    } catch (Throwable fault) {
      Faults.count("output", fault);
    }
  }

  private record Stage(BiFunction<UsageRecord, Instant, Rating> rater, Telemetry telemetry) {}

  private record Ended(
      CallStart start, Telemetry.@Nullable Begun begun, CallFacts facts, UsageRecord usage) {}
}
