package io.costspan.telemetry;

import io.costspan.health.Log;
import io.costspan.telemetry.home.Home;
import io.costspan.telemetry.home.Meters;
import io.costspan.telemetry.home.Spans;
import io.costspan.telemetry.otel.OtelHome;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** SDKs of the agent's own, for signals that have no other home. */
final class OwnSdks implements Homes.Embedding {
  private static final Home NOTHING =
      new Home() {
        @Override
        public @Nullable Spans spans() {
          return null;
        }

        @Override
        public @Nullable Meters meters() {
          return null;
        }
      };

  private final BiFunction<Boolean, Boolean, EmbeddedSdk> start;
  private final List<EmbeddedSdk> started = new CopyOnWriteArrayList<>();

  /**
   * @param start starts an SDK with or without spans, and with or without metrics
   */
  OwnSdks(BiFunction<Boolean, Boolean, EmbeddedSdk> start) {
    this.start = start;
  }

  @Override
  public Home start(boolean forSpans, boolean forMetrics) {
    try {
      EmbeddedSdk sdk = start.apply(forSpans, forMetrics);
      started.add(sdk);
      return OtelHome.own(sdk.tracerProvider(), sdk.meterProvider());
    } catch (RuntimeException | LinkageError e) {
      Log.warn("metrics and spans are off, while ledger and receipt continue: " + e);
      return NOTHING;
    }
  }

  @Override
  public boolean finishMetrics() {
    return started.stream().allMatch(EmbeddedSdk::finishMetrics);
  }

  void flush(Duration limit) {
    started.forEach(sdk -> sdk.flush(limit));
  }
}
