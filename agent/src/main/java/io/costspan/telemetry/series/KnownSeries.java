package io.costspan.telemetry.series;

import io.costspan.pipeline.RatedCall;
import io.costspan.profile.CallAttribute;
import io.costspan.profile.Instruments;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Caches the series of calls, because building labels costs more than everything else that is done
 * for a call.
 */
final class KnownSeries {
  /** Most calls are similar; series beyond this number are built for each call. */
  private static final int LIMIT = 200;

  /** All attributes that can make a difference to any point of a call. */
  private static final CallAttribute<?>[] DECISIVE =
      Stream.of(Instruments.CALLS, Instruments.CALL_COST, Instruments.COST, Instruments.USAGE)
          .flatMap(instrument -> instrument.attributes().stream())
          .distinct()
          .toArray(CallAttribute<?>[]::new);

  private final Map<Key, CallSeries> known = new ConcurrentHashMap<>();
  private final ModelList models;
  private final Sums calls = new Sums(Instruments.CALLS);
  private final Sums usage = new Sums(Instruments.USAGE);
  private final Sums cost = new Sums(Instruments.COST);
  private final SeriesBound<Labels> callCost = new SeriesBound<>(labels -> labels);

  KnownSeries(ModelList models) {
    this.models = models;
  }

  private record Key(@Nullable Object[] values) {
    static Key of(RatedCall call) {
      Object[] values = new Object[DECISIVE.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = DECISIVE[i].key().apply(call);
      }
      return new Key(values);
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
    Key key = Key.of(call);
    CallSeries series = known.get(key);
    if (series == null) {
      if (known.size() >= LIMIT) {
        known.clear();
      }
      series = build(call);
      known.put(key, series);
    }
    return series;
  }

  private CallSeries build(RatedCall call) {
    CallModels its = CallModels.of(call.usage(), models);
    return new CallSeries(
        of(call, its, calls),
        new Series<>(new Labels(Instruments.CALL_COST.of(call)), its, callCost),
        of(call, its, usage),
        of(call, its, cost));
  }

  private static Series<Sum> of(RatedCall call, CallModels its, Sums sums) {
    return new Series<>(new Labels(sums.instrument().of(call)), its, sums.series());
  }

  List<Counter> counters() {
    return List.of(cost, usage, calls);
  }
}
