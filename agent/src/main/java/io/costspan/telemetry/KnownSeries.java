package io.costspan.telemetry;

import io.costspan.pipeline.RatedCall;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the series of calls that were seen, because building attributes anew costs more than all
 * else that is done about a call.
 */
final class KnownSeries {
  /** Calls differ little; what does not fit is built again. */
  private static final int LIMIT = 200;

  /** Whatever makes a difference to any point of a call. */
  private static final CallAttribute<?>[] DECISIVE =
      Stream.of(Instruments.CALLS, Instruments.CALL_COST, Instruments.COST, Instruments.USAGE)
          .flatMap(instrument -> instrument.attributes().stream())
          .distinct()
          .toArray(CallAttribute<?>[]::new);

  private final Map<Key, Series> known = new ConcurrentHashMap<>();

  private record Key(@Nullable Object[] values) {
    static Key of(RatedCall call) {
      Object[] values = new Object[DECISIVE.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = DECISIVE[i].value().apply(call);
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

  Series of(RatedCall call) {
    Key key = Key.of(call);
    Series series = known.get(key);
    if (series == null) {
      if (known.size() >= LIMIT) {
        known.clear();
      }
      series = new Series(call);
      known.put(key, series);
    }
    return series;
  }
}
