package io.costspan.pipeline;

import io.costspan.health.Faults;
import io.costspan.home.Trace;
import io.costspan.rating.Rating;
import io.costspan.usage.Attribution;
import io.costspan.usage.CallStart;
import io.costspan.usage.Reasons;
import io.costspan.usage.UsageRecord;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;
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
  private volatile Runnable beforeTelemetry = () -> {};
  private volatile @Nullable Telemetry telemetry;
  private volatile @Nullable Stage stage;
  private volatile Supplier<@Nullable Recorded> recording = () -> null;
  private volatile LogicalRequests requests = LogicalRequests.NONE;

  /**
   * @param outputs called in this order, once the call's span is known
   */
  public Pipeline(List<CallOutput> outputs) {
    this.outputs = List.copyOf(outputs);
  }

  /** Sets what each call runs that begins before {@link #beginIn}. */
  public void beforeTelemetry(Runnable task) {
    beforeTelemetry = task;
  }

  /** From now on calls begin there, although they are not rated yet. */
  public void beginIn(Telemetry telemetry) {
    this.telemetry = telemetry;
  }

  /** From now on calls are rated and shown, beginning with those that wait. */
  public void open(BiFunction<UsageRecord, Instant, Rating> rater, Telemetry telemetry) {
    this.telemetry = telemetry;
    stage = new Stage(rater, telemetry);
    drain();
  }

  /**
   * From now on each call is recorded from its beginning.
   *
   * @param begins gives what is told of a call that begins, or null
   */
  public void record(Supplier<@Nullable Recorded> begins) {
    recording = begins;
  }

  /** From now on calls belong to these requests. */
  public void addUpIn(LogicalRequests known) {
    requests = known;
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
    return begin(start, null);
  }

  @Override
  public OpenCall begin(CallStart start, @Nullable Object surroundings) {
    Telemetry showing = telemetry();
    Around around = Around.of(surroundings);
    LogicalRequest request = request(showing, around);
    if (request == null) {
      requests.missed();
    }
    Telemetry.Begun begun = showing == null ? null : begin(showing, start, around.telemetry());
    return new Open(start, begun, request);
  }

  @Override
  public @Nullable LogicalRequest request(@Nullable Object surroundings) {
    return request(telemetry(), Around.of(surroundings));
  }

  private @Nullable LogicalRequest request(@Nullable Telemetry showing, Around around) {
    try {
      Trace trace = showing == null ? null : showing.trace(around.telemetry());
      return requests.of(trace, around.served());
    } catch (Throwable fault) {
      Faults.count("request", fault);
      return null;
    }
  }

  private @Nullable Telemetry telemetry() {
    if (telemetry == null) {
      beforeTelemetry.run();
    }
    return telemetry;
  }

  @Override
  public @Nullable Object surroundings() {
    Telemetry showing = telemetry();
    Object its = showing == null ? null : showing.surroundings();
    LogicalRequest served = requests.served();
    return its == null && served == null ? null : new Around(its, served);
  }

  @Override
  public @Nullable String baggage(String key) {
    Telemetry showing = telemetry();
    return showing == null ? null : showing.baggage(key);
  }

  @Override
  public boolean areSurrounded() {
    Telemetry showing = telemetry();
    return showing != null && showing.surroundsCalls();
  }

  /** It gets no span, because the job may have begun hours ago. */
  @Override
  public void settle(CallStart start, UsageRecord usage) {
    CallFacts facts =
        new CallFacts(
            start.startedAt(), 0, start.serverAddress(), start.serverPort(), OK, false, null);
    new Open(start, this::showWithoutSpan, null).end(facts, usage);
  }

  private @Nullable Recorded recorded() {
    try {
      return recording.get();
    } catch (Throwable fault) {
      Faults.count("recording", fault);
      return null;
    }
  }

  private @Nullable SpanRef showWithoutSpan(RatedCall call) {
    Stage ready = stage;
    if (ready != null) {
      ready.telemetry.record(call);
    }
    return null;
  }

  private void end(Open call, CallFacts facts, UsageRecord usage) {
    Stage ready = stage;
    if (call.recorded != null) {
      call.recorded.ended();
    }
    if (ready != null) {
      finish(ready, call, facts, usage);
    } else if (waiting.offer(
        new Ended(call, facts, usage),
        Footprint.of(usage) + Footprint.of(call.start.attribution()))) {
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
    Ended ended;
    while (ready != null && (ended = waiting.poll()) != null) {
      finish(ready, ended.call, ended.facts, ended.usage);
    }
  }

  private void finish(Stage ready, Open call, CallFacts facts, UsageRecord read) {
    Rating rating = rate(ready, facts, read);
    UsageRecord usage = read.measuredBy(rating.measures());
    Attribution attribution = call.start.attribution().with(usage.conversation().user());
    // Telemetry may keep it for a while, but not what the application's request is known by.
    RatedCall rated = new RatedCall(facts, usage, rating, null, attribution);
    Telemetry.Begun begun =
        call.begun == null ? begin(ready.telemetry, call.start, null) : call.begun;
    RatedCall shown = rated.of(call.request, show(begun, rated));
    if (call.request != null) {
      addUp(call.request, call.place, shown);
    }
    for (int i = 0; i < outputs.size(); i++) {
      show(outputs.get(i), shown);
    }
    if (call.recorded != null) {
      show(call.recorded::rated, shown);
    }
  }

  private static Rating rate(Stage ready, CallFacts facts, UsageRecord usage) {
    try {
      Instant submittedAt = usage.submittedAt();
      Instant at = submittedAt == null ? facts.startedAt() : submittedAt;
      return ready.rater.apply(usage, at);
    } catch (Throwable fault) {
      Faults.count("rating", fault);
      return UNRATED;
    }
  }

  private static Telemetry.Begun begin(
      Telemetry telemetry, CallStart start, @Nullable Object surroundings) {
    try {
      return telemetry.begin(start, surroundings);
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

  private static void addUp(LogicalRequest request, int place, RatedCall call) {
    try {
      request.ended(place, call);
    } catch (Throwable fault) {
      Faults.count("request", fault);
    }
  }

  private static void show(CallOutput output, RatedCall call) {
    try {
      output.accept(call);
    } catch (Throwable fault) {
      Faults.count("output", fault);
    }
  }

  private final class Open implements OpenCall {
    private final CallStart start;
    private final Telemetry.@Nullable Begun begun;
    private final @Nullable Recorded recorded = recorded();
    private final @Nullable LogicalRequest request;
    private final int place;

    Open(CallStart start, Telemetry.@Nullable Begun begun, @Nullable LogicalRequest request) {
      this.start = start;
      this.begun = begun;
      this.request = request;
      this.place = request == null ? 0 : request.begun();
    }

    @Override
    public @Nullable AutoCloseable enter() {
      try {
        return begun == null ? null : begun.enter();
      } catch (Throwable fault) {
        Faults.count("telemetry", fault);
        return null;
      }
    }

    @Override
    public void end(CallFacts facts, UsageRecord usage) {
      Pipeline.this.end(this, facts, usage);
    }
  }

  private record Stage(BiFunction<UsageRecord, Instant, Rating> rater, Telemetry telemetry) {}

  private record Ended(Open call, CallFacts facts, UsageRecord usage) {}
}
