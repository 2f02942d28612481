package io.costspan.exchange;

import io.costspan.exchange.Turnstile.Side;
import io.costspan.health.Faults;
import io.costspan.owner.Owners;
import io.costspan.pipeline.CallFacts;
import io.costspan.pipeline.OpenCall;
import io.costspan.reading.Jobs;
import io.costspan.reading.UsageReader;
import io.costspan.usage.Billing;
import io.costspan.usage.CallStart;
import io.costspan.usage.End;
import io.costspan.usage.Reasons;
import io.costspan.usage.UsageRecord;
import io.costspan.wire.Framing;
import io.costspan.wire.Framings;
import io.costspan.wire.Headers;
import io.costspan.wire.Unframed;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * An exchange under way, which ends with a usage record. Request and response may be watched by two
 * threads at once; the {@link Turnstile} ensures that the record is written once, when nobody is
 * reading any more. Holds no object of the application; see {@link HeldExchange}.
 */
final class LiveExchange {
  private static final int SWITCHING_PROTOCOLS = 101;
  private static final int FIRST_FINAL_STATUS = 200;
  private static final int FIRST_ERROR_STATUS = 400;

  /** How a reply ended. */
  private record Outcome(End end, @Nullable Throwable cause) {
    /** There is nothing to wait for. */
    static final Outcome ANSWERED = new Outcome(End.COMPLETE, null);
  }

  private final CallStart start;
  private final UsageReader reader;
  private final OpenCall call;
  private final Jobs jobs;
  private final Owners owners;
  private final boolean bodiless;
  private volatile boolean unseen;
  private final long openedNanos = System.nanoTime();
  private final Turnstile turnstile = new Turnstile();
  private Runnable whenEnded = () -> {};
  private volatile @Nullable ResponseTap responseTap;

  /** The end of the latest hop until the client has answered; for good then, and without hops. */
  private final AtomicReference<@Nullable Outcome> pending =
      new AtomicReference<>(Outcome.ANSWERED);

  // Written by the thread that is inside the turnstile or has claimed it, read by the one that
  // locks up.
  private boolean requestBegun;
  private @Nullable RequestTap requestTap;
  private int status;
  private boolean streaming;
  private End end = End.COMPLETE;
  private @Nullable Throwable cause;
  private long endedNanos;

  /**
   * @param jobs passed to the reader at the end
   * @param owners which say whether the call's user is one
   * @param bodiless whether such requests have no body
   */
  LiveExchange(
      CallStart start,
      UsageReader reader,
      OpenCall call,
      Jobs jobs,
      Owners owners,
      boolean bodiless) {
    this.bodiless = bodiless;
    this.start = start;
    this.reader = reader;
    this.call = call;
    this.jobs = jobs;
    this.owners = owners;
  }

  /** Sets what to run when the record is written. Called before the exchange is published. */
  void whenEnded(Runnable whenEnded) {
    this.whenEnded = whenEnded;
  }

  /** See {@link Exchange#enter}. */
  @Nullable AutoCloseable enter() {
    return call.enter();
  }

  /** See {@link Exchange#hop}. */
  void hop() {
    if (!enter(Side.RESPONSE)) {
      return;
    }
    try {
      pending.set(null);
      status = 0;
      ResponseTap earlier = responseTap;
      responseTap = null;
      if (earlier != null) {
        earlier.turnOff();
      }
    } finally {
      leave(Side.RESPONSE);
    }
  }

  /** See {@link Exchange#answered}. */
  void answered() {
    finishHeld(null);
  }

  /** Ends the exchange if a reply had ended while the client went on. Returns whether it had. */
  private boolean finishHeld(@Nullable Throwable cause) {
    Outcome held = pending.getAndSet(Outcome.ANSWERED);
    if (held == null || held == Outcome.ANSWERED) {
      return false;
    }
    finish(held.end, held.cause == null ? cause : held.cause);
    return true;
  }

  /**
   * A reply has ended, which is the end of the exchange unless the client goes on with another hop.
   *
   * @param tap null if the reply's body was not watched
   */
  void over(@Nullable ResponseTap tap, End end, @Nullable Throwable cause) {
    boolean latest = tap == responseTap;
    if (latest && (pending.get() == Outcome.ANSWERED || !holds(new Outcome(end, cause)))) {
      finish(end, cause);
    }
  }

  private boolean holds(Outcome outcome) {
    return pending.compareAndExchange(null, outcome) != Outcome.ANSWERED;
  }

  /** See {@link Exchange#requestBody}; null for a tap that does nothing. */
  @Nullable LiveTap requestBody(@Nullable String contentType, @Nullable String contentEncoding) {
    if (!enter(Side.REQUEST)) {
      return null;
    }
    try {
      return tapRequest(contentType, contentEncoding);
    } catch (Throwable fault) {
      fault(fault);
      return null;
    } finally {
      leave(Side.REQUEST);
    }
  }

  private @Nullable LiveTap tapRequest(
      @Nullable String contentType, @Nullable String contentEncoding) {
    requestBegun = true;
    if (requestTap != null) {
      requestTap.turnOff();
      requestTap = null;
    }
    Framing framing = Framings.ofRequest(contentType, contentEncoding, reader.request(), reader);
    if (framing instanceof Unframed) {
      return null;
    }
    RequestTap tap = new RequestTap(this, framing);
    requestTap = tap;
    return tap;
  }

  /** See {@link Exchange#responseBody}; null for a tap that does nothing. */
  @Nullable LiveTap responseBody(int status, Headers headers) {
    boolean interim = status < FIRST_FINAL_STATUS && status != SWITCHING_PROTOCOLS;
    if (interim || !enter(Side.RESPONSE)) {
      return null;
    }
    try {
      return this.status == 0 ? tapResponse(status, headers) : null;
    } catch (Throwable fault) {
      fault(fault);
      return null;
    } finally {
      leave(Side.RESPONSE);
    }
  }

  private @Nullable LiveTap tapResponse(int status, Headers headers) {
    this.status = status;
    streaming = false;
    reader.head(status, headers);
    if (reader.complete()) {
      over(null, End.COMPLETE, null);
      return null;
    }
    ResponseTap tap = new ResponseTap(this, Framings.ofResponse(headers, reader.response()));
    responseTap = tap;
    return tap;
  }

  void servedFromCache() {
    finish(End.CACHE_HIT, null);
  }

  void requestUnseen() {
    unseen = true;
  }

  void failed(@Nullable Throwable cause) {
    if (finishHeld(cause)) {
      return;
    }
    boolean connected = (bodiless || unseen) && !Unconnected.says(cause);
    finish(isSent(connected) ? End.NO_RESPONSE : End.NOT_SENT, cause);
  }

  /** The client's objects have become unreachable. */
  void dropped() {
    if (finishHeld(null)) {
      return;
    }
    ResponseTap tap = responseTap;
    if (tap == null) {
      finish(End.CLOSED, null);
    } else {
      tap.close();
    }
  }

  /** The JVM exits. A request that has not been sent is not billed. */
  void interrupted() {
    if (responseTap != null || isSent(unseen)) {
      dropped();
    } else if (!finishHeld(null)) {
      finish(End.NOT_SENT, null);
    }
  }

  /**
   * Whether the request has been sent completely, as far as its body reveals. A request that cannot
   * be watched is assumed to have been sent.
   *
   * @param otherwise the answer if no body was begun
   */
  private boolean isSent(boolean otherwise) {
    if (!enter(Side.REQUEST)) {
      return false;
    }
    try {
      RequestTap tap = requestTap;
      return requestBegun ? tap == null || tap.whole() : otherwise;
    } finally {
      leave(Side.REQUEST);
    }
  }

  boolean enter(Side side) {
    return turnstile.enter(side);
  }

  void leave(Side side) {
    if (turnstile.leave(side)) {
      report();
    }
  }

  /** Whether the exchange is ending, and no thread of that side is inside or will ever be. */
  boolean over(Side side) {
    return turnstile.over(side);
  }

  void streaming(boolean streaming) {
    this.streaming = streaming;
  }

  void fault(Throwable fault) {
    if (finish(End.FAULT, null)) {
      Faults.count("exchange", fault);
    }
  }

  /** Ends the exchange, unless it has ended. Returns whether this call did. */
  boolean finish(End end, @Nullable Throwable cause) {
    if (!turnstile.claim()) {
      return false;
    }
    this.end = end;
    this.cause = cause;
    this.endedNanos = System.nanoTime();
    if (turnstile.close()) {
      report();
    }
    return true;
  }

  private void report() {
    try {
      call.end(facts(), usage());
    } catch (Throwable fault) {
      Faults.count("call", fault);
    } finally {
      whenEnded.run();
    }
  }

  private CallFacts facts() {
    return new CallFacts(
        start.startedAt(),
        TimeUnit.NANOSECONDS.toMillis(endedNanos - openedNanos),
        start.serverAddress(),
        start.serverPort(),
        status,
        streaming,
        errorType());
  }

  private @Nullable String errorType() {
    if (cause != null) {
      return cause.getClass().getName();
    }
    return status >= FIRST_ERROR_STATUS ? Integer.toString(status) : null;
  }

  private UsageRecord usage() {
    try {
      boolean unanswered = end == End.NO_RESPONSE || end == End.NOT_SENT;
      End how = unanswered && status != 0 ? End.FAILED : end;
      UsageRecord usage = reader.finish(how, streaming, start, jobs);
      String user = owners.includeUsers() ? owners.user(reader.user()) : null;
      reader.release();
      return user == null ? usage : usage.of(user);
    } catch (Throwable fault) {
      Faults.count("reader", fault);
      return UsageRecord.unread(
          start.provider(), start.operation(), Billing.unknown(Reasons.FAULT));
    }
  }
}
