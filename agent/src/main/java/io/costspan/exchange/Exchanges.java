package io.costspan.exchange;

import io.costspan.health.Faults;
import io.costspan.health.OwnThreads;
import io.costspan.owner.Baggage;
import io.costspan.owner.Callers;
import io.costspan.owner.Noticed;
import io.costspan.owner.Owners;
import io.costspan.pipeline.Admission;
import io.costspan.pipeline.Calls;
import io.costspan.pipeline.OpenCall;
import io.costspan.provider.Catalog;
import io.costspan.provider.Dialects;
import io.costspan.provider.Endpoint;
import io.costspan.provider.Operation;
import io.costspan.provider.OperationMatch;
import io.costspan.provider.Request;
import io.costspan.reading.Jobs;
import io.costspan.reading.UsageReader;
import io.costspan.unseen.Overheard;
import io.costspan.unseen.Visits;
import io.costspan.usage.Attribution;
import io.costspan.usage.CallStart;
import java.io.IOException;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Begins exchanges: recognises the operation and announces the call. Owns the jobs that outlive
 * exchanges.
 */
public final class Exchanges {
  /** What the head of a request says. */
  private record Head(OperationMatch match, CallStart start) {}

  private final Calls calls;
  private final OpenExchanges underWay;
  private final Consumer<String> providers;
  private final Jobs jobs;
  private final Baggage baggage;
  private final Overheard overheard = new Overheard();
  private volatile Catalog catalog;
  private volatile Owners owners = Owners.NONE;
  private volatile Admission admission = Admission.ALL;
  private volatile boolean overhears;

  /** For exchanges that need not be settled, because each of them is ended. */
  public Exchanges(Catalog catalog, Calls calls) {
    this(catalog, calls, new OpenExchanges(), provider -> {});
  }

  /**
   * @param underWay tracks each exchange until it has ended
   * @param providers is told with each call which provider's prices will be needed; must not block
   */
  public Exchanges(
      Catalog catalog, Calls calls, OpenExchanges underWay, Consumer<String> providers) {
    this.catalog = catalog;
    this.calls = calls;
    this.underWay = underWay;
    this.providers = providers;
    this.jobs = new Jobs(calls::settle);
    this.baggage = calls::baggage;
  }

  /** Replaces the known endpoints; exchanges under way continue. */
  public void know(Catalog catalog) {
    this.catalog = catalog;
  }

  /** From now on calls are attributed to these owners. */
  public void attribute(Owners owners) {
    this.owners = owners;
  }

  /** From now on calls are sent only if they are admitted. */
  public void admit(Admission admission) {
    this.admission = admission;
  }

  /** Whether calls to hosts that are not known are noted if their paths are those of known APIs. */
  public void overhear(boolean on) {
    overhears = on;
  }

  /** The jobs that calls began here and that nobody has seen finish yet. */
  public Jobs jobs() {
    return jobs;
  }

  /** See {@link Catalog#endpoint}. */
  public @Nullable Endpoint endpoint(@Nullable String host, int port) {
    return catalog.endpoint(host, port);
  }

  /** See {@link Catalog#glance}. */
  @Nullable Endpoint glance(@Nullable String host, int port) {
    return catalog.glance(host, port);
  }

  void overhear(@Nullable String scheme, String host, int port, String url) {
    String dialect = overhears ? Dialects.of(url) : null;
    if (dialect != null && !OwnThreads.isCurrent()) {
      overheard.note(scheme, host, port, dialect, Dialects.isAtRoot(url));
    }
  }

  /**
   * Begins to watch a call. Never throws.
   *
   * @return null if the endpoint's provider has no operation at that path
   */
  public @Nullable Exchange open(Endpoint endpoint, Request request) {
    return open(endpoint, request, Instant.now(), null);
  }

  /** Begins to watch a call that began in the past. Never throws. */
  public @Nullable Exchange open(Endpoint endpoint, Request request, Instant startedAt) {
    return open(endpoint, request, startedAt, null);
  }

  @Nullable Exchange open(
      Endpoint endpoint, Request request, Instant startedAt, @Nullable Object surroundings) {
    return open(endpoint, request, startedAt, surroundings, null);
  }

  /**
   * @param known what asking for admission has found out already
   */
  private @Nullable Exchange open(
      Endpoint endpoint,
      Request request,
      Instant startedAt,
      @Nullable Object surroundings,
      @Nullable Head known) {
    try {
      Visits.note(endpoint.host());
      Surroundings its = (Surroundings) surroundings;
      Frame frame = Frame.around(its, endpoint, request);
      if (frame != null) {
        return begin(frame.match, frame.start, frame.call, request.isBodiless());
      }
      OperationMatch match = known == null ? endpoint.match(request) : known.match;
      if (match == null) {
        return null;
      }
      // Here, because each frame between the application and the look for its method costs memory.
      CallStart start =
          known == null
              ? start(
                  endpoint,
                  match.operation(),
                  request,
                  startedAt,
                  its == null ? owners.notice(baggage) : its.noticed())
              : known.start;
      OpenCall call = calls.begin(start, its == null ? null : its.telemetry());
      return begin(match, start, call, request.isBodiless());
    } catch (Throwable fault) {
      Faults.count("exchange", fault);
      return null;
    }
  }

  /** Whether any call might be refused. */
  boolean mayRefuse() {
    return admission != Admission.ALL;
  }

  /** Whether calls might be refused now because of their bodies. */
  boolean looksAtBodies() {
    return admission.looksAtBodies();
  }

  /**
   * Asks whether a call may be sent that begins here, at {@link #open} or further below. Never
   * throws.
   *
   * @param body of the request
   * @return null if it may; else the call has ended as blocked, and fails with this
   */
  @Nullable IOException refuse(
      Endpoint endpoint, Request request, @Nullable Object surroundings, HeldBody body) {
    return ask(endpoint, request, surroundings, body) instanceof IOException refusal
        ? refusal
        : null;
  }

  /** Opens a call unless it is refused; see {@link Gate#admit}. Looks at its head once. */
  @Nullable Object admit(
      Endpoint endpoint, Request request, @Nullable Object surroundings, HeldBody body) {
    Object asked = ask(endpoint, request, surroundings, body);
    return asked instanceof IOException
        ? asked
        : open(endpoint, request, Instant.now(), surroundings, (Head) asked);
  }

  /**
   * Asks whether a call may be sent.
   *
   * @return an {@link IOException} if not; else the {@link Head} of the call, if it was looked at
   */
  private @Nullable Object ask(
      Endpoint endpoint, Request request, @Nullable Object surroundings, HeldBody body) {
    Admission deciding = admission;
    if (deciding == Admission.ALL) {
      return null;
    }
    try {
      Surroundings its = (Surroundings) surroundings;
      Frame frame = Frame.above(its, endpoint, request);
      OperationMatch match = frame == null ? endpoint.match(request) : frame.match;
      if (match == null || !match.operation().mayCost(request)) {
        return null;
      }
      CallStart start =
          frame == null
              ? start(
                  endpoint,
                  match.operation(),
                  request,
                  Instant.now(),
                  its == null ? owners.notice(baggage) : its.noticed())
              : frame.start;
      Surroundings around = frame == null ? its : frame.surroundings;
      BodyPreview preview =
          new BodyPreview(
              match,
              request,
              body,
              owners,
              () -> calls.request(around == null ? null : around.telemetry()));
      String message = deciding.refusal(start, preview);
      return message == null ? new Head(match, start) : refuse(message, preview, start, its, frame);
    } catch (Throwable fault) {
      Faults.count("admission", fault);
      return null;
    }
  }

  private IOException refuse(
      String message,
      BodyPreview preview,
      CallStart start,
      @Nullable Surroundings its,
      @Nullable Frame frame) {
    IOException refusal = Refusal.of(message);
    try {
      providers.accept(start.provider());
      OpenCall call =
          frame == null ? calls.begin(start, its == null ? null : its.telemetry()) : frame.take();
      Refusal.end(call, preview, start, refusal);
    } catch (Throwable fault) {
      Faults.count("admission", fault);
    }
    return refusal;
  }

  /**
   * The operation of a call that is to have a frame; null if it has one, or nobody would notice.
   */
  @Nullable OperationMatch match(Endpoint endpoint, Request request) {
    return (calls.areSurrounded() || owners.dependOnThread()) && !Frame.isOpen()
        ? endpoint.match(request)
        : null;
  }

  /** Finds the caller of a call that is made here; null if nobody asks. */
  @Nullable Callers callers() {
    return owners.callers();
  }

  /** Opens a frame around a call that the application makes. Never throws. */
  @Nullable Frame frame(
      Endpoint endpoint, OperationMatch match, Request request, @Nullable String caller) {
    try {
      Surroundings around = around(caller);
      CallStart start =
          start(endpoint, match.operation(), request, Instant.now(), around.noticed());
      return Frame.open(endpoint, request.path(), match, start, calls.begin(start), around);
    } catch (Throwable fault) {
      Faults.count("frame", fault);
      return null;
    }
  }

  /** See {@link Gate#noticed}. Never throws. */
  @Nullable Object noticed(@Nullable String caller) {
    return owners.dependOnThread()
        ? new Surroundings(null, null, owners.notice(baggage, caller))
        : null;
  }

  /** See {@link Gate#surroundings}. Never throws. */
  @Nullable Object surroundings(@Nullable String caller) {
    try {
      Frame frame = Frame.pass();
      if (frame != null) {
        return frame.surroundings.within(frame);
      }
      Surroundings around = around(caller);
      return around.telemetry() == null && !owners.dependOnThread() ? null : around;
    } catch (Throwable fault) {
      Faults.count("frame", fault);
      return null;
    }
  }

  private Surroundings around(@Nullable String caller) {
    return new Surroundings(null, calls.surroundings(), owners.notice(baggage, caller));
  }

  private Attribution attribution(Request request, Noticed noticed) {
    try {
      return owners.of(request.headers(), noticed);
    } catch (Throwable fault) {
      Faults.count("owner", fault);
      return Attribution.NONE;
    }
  }

  private CallStart start(
      Endpoint endpoint, Operation operation, Request request, Instant startedAt, Noticed noticed) {
    return new CallStart(
        operation.provider(),
        operation.name(),
        endpoint.host(),
        endpoint.port(),
        startedAt,
        request.headers().get("traceparent"),
        attribution(request, noticed));
  }

  private Exchange begin(OperationMatch match, CallStart start, OpenCall call, boolean bodiless) {
    UsageReader reader = match.start();
    reader.know(jobs);
    String upstream = reader.upstream();
    if (upstream != null) {
      providers.accept(upstream);
    }
    providers.accept(start.provider());
    return underWay.hold(new LiveExchange(start, reader, call, jobs, owners, bodiless));
  }
}
