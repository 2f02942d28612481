package io.costspan.telemetry.series;

import io.costspan.pipeline.RatedCall;
import io.costspan.profile.CallAttribute;
import io.costspan.profile.Instrument;
import io.costspan.profile.Instruments;
import io.costspan.profile.ProfileMetric;
import java.util.ArrayList;
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
  private final CallAttribute<?>[] decisive;

  private final Map<Key, CallSeries> known = new ConcurrentHashMap<>();
  private final ModelList models;
  private final Sums calls = new Sums(Instruments.CALLS);
  private final Sums usage = new Sums(Instruments.USAGE);
  private final Sums cost = new Sums(Instruments.COST);
  private final Rows rows;

  KnownSeries(ModelList models, List<ProfileMetric> metrics) {
    this.models = models;
    this.rows = new Rows(metrics);
    Stream<Instrument> own = Stream.of(Instruments.CALLS, Instruments.COST, Instruments.USAGE);
    decisive =
        Stream.concat(own, metrics.stream().map(ProfileMetric::instrument))
            .flatMap(instrument -> instrument.attributes().stream())
            .distinct()
            .toArray(CallAttribute<?>[]::new);
  }

  private record Key(@Nullable Object[] values) {
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
    Key key = key(call);
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

  private Key key(RatedCall call) {
    Object[] values = new Object[decisive.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = decisive[i].key().apply(call);
    }
    return new Key(values);
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
