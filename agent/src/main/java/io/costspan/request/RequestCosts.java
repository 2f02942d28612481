package io.costspan.request;

import io.costspan.health.Faults;
import io.costspan.home.Trace;
import io.costspan.pipeline.LogicalRequest;
import io.costspan.pipeline.LogicalRequests;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The logical requests under way: a trace, sampled or not, or else what a thread serves. Nobody
 * else holds on to them, so their number is limited.
 */
public final class RequestCosts implements LogicalRequests {
  /** Some megabytes. */
  private static final int MOST = 10_000;

  private static final long PAUSE_MILLIS = 1_000;

  private final LongSupplier clock;
  private final int most;

  /** By the id of the trace, or by what is served. */
  private final Map<Object, RequestCost> underWay = new ConcurrentHashMap<>();

  private final Semaphore news = new Semaphore(0);
  private final LongAdder traced = new LongAdder();
  private final LongAdder served = new LongAdder();
  private final LongAdder alone = new LongAdder();
  private volatile Runnable atFirstCall = () -> {};
  private volatile boolean called;
  private volatile Consumer<RequestTotal> totals = total -> {};

  public RequestCosts() {
    this(System::nanoTime, MOST);
  }

  RequestCosts(LongSupplier clock, int most) {
    this.clock = clock;
    this.most = most;
  }

  /** From now on that is told what each request has cost, when it is over. */
  public void tell(Consumer<RequestTotal> listener) {
    totals = listener;
  }

  /** Sets what {@link #tend} runs as soon as there has been a call. */
  public void atFirstCall(Runnable task) {
    atFirstCall = task;
  }

  @Override
  public @Nullable LogicalRequest of(@Nullable Trace trace, @Nullable LogicalRequest passed) {
    if (!called) {
      called = true;
      news.release();
    }
    if (trace != null) {
      return in(trace);
    }
    return passed == null ? served() : passed;
  }

  private @Nullable RequestCost in(Trace trace) {
    RequestCost request = known(trace.id(), traced);
    if (request != null && !request.hasRoot()) {
      request.beginWith(trace.root());
    }
    return request;
  }

  @Override
  public @Nullable LogicalRequest served() {
    Served its = Served.current();
    return its == null ? null : its.in(this);
  }

  /** The same as a logical request; null if there is no room for another one. */
  @Nullable LogicalRequest of(Served its) {
    return known(its, served);
  }

  @Override
  public void missed() {
    alone.increment();
  }

  /** The request of that key, which is added if there is room. */
  private @Nullable RequestCost known(Object key, LongAdder calls) {
    RequestCost known = underWay.get(key);
    if (known != null) {
      return known;
    }
    if (underWay.size() >= most) {
      Faults.count("requests_full");
      return null;
    }
    RequestCost added =
        underWay.computeIfAbsent(
            key, unseen -> new RequestCost(clock, calls, total -> totals.accept(total)));
    if (news.availablePermits() == 0) {
      news.release();
    }
    return added;
  }

  /** Whether calls were made in the trace of that id, and it is not over. */
  public boolean isUnderWay(String traceId) {
    return underWay.containsKey(traceId);
  }

  /** Whether there is any. */
  public boolean isEmpty() {
    return underWay.isEmpty();
  }

  /** The trace ends in this JVM: its first span is about to end. */
  public void end(Trace trace) {
    RequestCost request = underWay.get(trace.id());
    if (request != null) {
      request.end(trace.root());
      finish(trace.id(), request);
    }
  }

  /** What a thread served is answered. */
  void end(Served its) {
    RequestCost request = underWay.get(its);
    if (request != null) {
      request.end(null);
      finish(its, request);
    }
  }

  private void finish(Object key, RequestCost request) {
    if (request.isOver() && underWay.remove(key, request)) {
      request.tell();
    }
  }

  /** One step of the thread that tends them. */
  public boolean tend() throws InterruptedException {
    if (underWay.isEmpty()) {
      news.acquire();
    } else {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }
    Runnable task = atFirstCall;
    atFirstCall = () -> {};
    task.run();
    finishOver();
    return true;
  }

  /** Tells what those have cost of which nothing more is to be expected. */
  void finishOver() {
    underWay.forEach(this::finish);
  }

  /** The JVM exits. */
  public void endAll() {
    underWay.forEach(
        (key, request) -> {
          if (underWay.remove(key, request)) {
            request.tell();
          }
        });
  }

  /** What calls belonged to so far, for people; null if there was none. */
  public @Nullable String summary() {
    long inTraces = traced.sum();
    long inServlets = served.sum();
    long inNone = alone.sum();
    if (inTraces + inServlets + inNone == 0) {
      return null;
    }
    return "calls in traces "
        + inTraces
        + ", in servlet requests "
        + inServlets
        + (inNone == 0 ? "" : ", without a cost of their request " + inNone);
  }
}
