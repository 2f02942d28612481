package io.costspan.request;

import io.costspan.home.OpenSpan;
import io.costspan.pipeline.LogicalRequest;
import io.costspan.pipeline.RatedCall;
import io.costspan.pipeline.SpanRef;
import io.costspan.profile.Money;
import io.costspan.profile.RequestAttributes;
import io.costspan.rating.Rating;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What the calls of one logical request cost, shown on the span with which it begins. The lock is
 * held for some additions, so that what the span shows last is the sum.
 */
final class RequestCost implements LogicalRequest {
  /** After its last call, for a request of which nobody sees the end. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

  /** For calls that never end, because none was made after all. */
  private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(15);

  private final LongSupplier clock;
  private final LongAdder begun;
  private final Consumer<RequestTotal> totals;
  private final Map<String, BigDecimal> amounts = new LinkedHashMap<>();

  /** Of the first currency: amounts of different ones cannot be added. */
  private @Nullable String currency;

  private long calls;
  private long unrated;
  private long elsewhere;
  private int deepest;
  private int open;
  private long lastNanos;
  private boolean ended;
  private boolean told;
  private @Nullable Map<String, String> owners;
  private @Nullable OpenSpan root;

  /**
   * @param clock in nanoseconds
   * @param begun counts its calls, and those of others
   * @param totals is told what it has cost, once it is over
   */
  RequestCost(LongSupplier clock, LongAdder begun, Consumer<RequestTotal> totals) {
    this.clock = clock;
    this.begun = begun;
    this.totals = totals;
    lastNanos = clock.getAsLong();
  }

  @Override
  public synchronized Map<String, BigDecimal> spent() {
    return Map.copyOf(amounts);
  }

  @Override
  public synchronized long unrated() {
    return unrated;
  }

  synchronized boolean hasRoot() {
    return root != null;
  }

  /** From now on its sum stands on that span. */
  synchronized void beginWith(@Nullable OpenSpan first) {
    if (root == null) {
      root = first;
    }
  }

  @Override
  public int begun() {
    begun.increment();
    return begin();
  }

  private synchronized int begin() {
    open++;
    lastNanos = clock.getAsLong();
    return deepest + 1;
  }

  @Override
  public void ended(int place, RatedCall call) {
    if (add(place, call)) {
      totals.accept(new RequestTotal(amounts(call), call.owners(), null));
    }
  }

  private static Map<String, BigDecimal> amounts(RatedCall call) {
    BigDecimal amount = Money.amount(call);
    String currency = call.rating().currency();
    return amount == null || currency == null ? Map.of() : Map.of(currency, amount);
  }

  /** Returns whether the call comes after what was told to be the sum. */
  private synchronized boolean add(int place, RatedCall call) {
    open--;
    calls++;
    lastNanos = clock.getAsLong();
    deepest = Math.max(deepest, place);
    amounts(call).forEach(this::add);
    if (!isWhole(call)) {
      unrated++;
    }
    Map<String, String> common = owners == null ? call.owners() : common(owners, call.owners());
    owners = common;
    show();
    return told;
  }

  private void add(String in, BigDecimal amount) {
    amounts.merge(in, amount, BigDecimal::add);
    if (currency == null) {
      currency = in;
    } else if (!currency.equals(in)) {
      elsewhere++;
    }
  }

  private static boolean isWhole(RatedCall call) {
    return call.rating().status() != Rating.Status.UNRATED
        && call.rating().status() != Rating.Status.PARTIAL;
  }

  private static Map<String, String> common(Map<String, String> one, Map<String, String> other) {
    if (one.equals(other)) {
      return one;
    }
    Map<String, String> common = new HashMap<>(one);
    common.entrySet().retainAll(other.entrySet());
    return common;
  }

  private void show() {
    OpenSpan span = root;
    if (span == null || !span.isRecording()) {
      return;
    }
    if (currency != null) {
      span.put(RequestAttributes.COST, amounts.getOrDefault(currency, BigDecimal.ZERO));
      span.put(RequestAttributes.CURRENCY, currency);
    }
    span.put(RequestAttributes.CALLS, calls);
    span.put(RequestAttributes.UNRATED, unrated + elsewhere);
    span.put(RequestAttributes.DEPTH, (long) deepest);
  }

  /**
   * The span with which it begins is about to end, or the thread that served it has done so.
   *
   * @param first that span; null if there is none
   */
  synchronized void end(@Nullable OpenSpan first) {
    if (root == null) {
      root = first;
      show();
    }
    if (first == null || first.spanId().equals(root == null ? null : root.spanId())) {
      ended = true;
    }
  }

  /** Whether nothing more is to be expected. */
  synchronized boolean isOver() {
    long idle = clock.getAsLong() - lastNanos;
    boolean closed = ended || (root != null && !root.isRecording());
    if (open <= 0) {
      return closed || idle > PATIENCE_NANOS;
    }
    return idle > (closed ? PATIENCE_NANOS : LONGEST_NANOS);
  }

  /** Tells the sum, once. */
  void tell() {
    RequestTotal total = total();
    if (total != null) {
      totals.accept(total);
    }
  }

  private synchronized @Nullable RequestTotal total() {
    if (told) {
      return null;
    }
    told = true;
    return new RequestTotal(
        Map.copyOf(amounts), owners == null ? Map.of() : owners, root == null ? null : ref(root));
  }

  private static @Nullable SpanRef ref(OpenSpan span) {
    String trace = span.traceId();
    return trace == null ? null : SpanRef.of(trace, span.spanId());
  }
}
