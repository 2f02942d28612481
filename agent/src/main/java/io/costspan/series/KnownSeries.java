package io.costspan.series;

import io.costspan.pipeline.RatedCall;
import io.costspan.profile.CallAttribute;
import io.costspan.profile.Instrument;
import io.costspan.profile.Instruments;
import io.costspan.profile.ProfileMetric;
import io.costspan.usage.ModelList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Caches the series of calls, because building labels costs more than everything else that is done
 * for a call.
 */
final class KnownSeries {
  /**
   * Most calls are similar. As many kinds of them are known as 200 owners make with a few models,
   * and at least those that were seen last.
   */
  private static final int LIMIT = 1_000;

  /** All attributes that can make a difference to any point of a call. */
  private final CallAttribute<?>[] decisive;

  private volatile Map<Key, CallSeries> known = new ConcurrentHashMap<>();

  /** Those that were known before; who is seen again is known anew. */
  private volatile Map<Key, CallSeries> before = Map.of();

  /** A key that nobody uses at the moment, for the next look-up. */
  private final AtomicReference<@Nullable Key> idle = new AtomicReference<>();

  private final ModelList models;
  private final Sums calls;
  private final Sums usage;
  private final Sums cost;
  private final Rows rows;

  /**
   * @param more what the counters of the agent's own have beside their usual attributes
   */
  KnownSeries(ModelList models, List<ProfileMetric> metrics, List<CallAttribute<?>> more) {
    this.models = models;
    calls = new Sums(Instruments.CALLS.with(more));
    usage = new Sums(Instruments.USAGE.with(more));
    cost = new Sums(Instruments.COST.with(more));
    this.rows = new Rows(metrics);
    Stream<Instrument> own = Stream.of(calls, cost, usage).map(Sums::instrument);
    decisive =
        Stream.concat(own, metrics.stream().map(ProfileMetric::instrument))
            .flatMap(instrument -> instrument.attributes().stream())
            .distinct()
            .toArray(CallAttribute<?>[]::new);
  }

  private record Key(@Nullable Object[] values) {
    Key copy() {
      return new Key(values.clone());
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key key && Arrays.equals(values, key.values);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(values);
    }
  }

  CallSeries of(RatedCall call) {
    Key taken = idle.getAndSet(null);
    Key key = taken == null ? new Key(new Object[decisive.length]) : taken;
    for (int i = 0; i < decisive.length; i++) {
      key.values[i] = decisive[i].key().apply(call);
    }
    CallSeries series = known.get(key);
    if (series == null) {
      CallSeries old = before.get(key);
      series = old == null ? build(call) : old;
      know(key.copy(), series);
    }
    idle.setRelease(key);
    return series;
  }

  private synchronized void know(Key key, CallSeries series) {
    if (known.size() >= LIMIT) {
      before = known;
      known = new ConcurrentHashMap<>();
    }
    known.put(key, series);
  }

  private CallSeries build(RatedCall call) {
    CallModels its = CallModels.of(call.usage(), models);
    return new CallSeries(
        its, of(call, its, calls), of(call, its, usage), of(call, its, cost), rows.noneYet());
  }

  private static Series<Sum> of(RatedCall call, CallModels its, Sums sums) {
    return new Series<>(new Labels(sums.instrument().of(call)), its, sums.series());
  }

  Rows rows() {
    return rows;
  }

  List<Counter> counters() {
    List<Counter> counters = new ArrayList<>(List.of(cost, usage, calls));
    counters.addAll(rows.counters());
    return counters;
  }
}
