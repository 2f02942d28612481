package io.costspan.telemetry;

import io.costspan.health.Log;
import io.costspan.health.OwnThreads;
import io.costspan.home.Home;
import io.costspan.home.Meters;
import io.costspan.home.Spans;
import io.costspan.telemetry.otel.OtelHome;
import java.time.Duration;
import java.util.Map;
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

  private final Starter starter;

  /** The one for spans, which is used again when they come back to it. */
  private volatile @Nullable EmbeddedSdk spans;

  private volatile @Nullable EmbeddedSdk metrics;

  /** Starts an SDK with or without spans, and with or without metrics. */
  @FunctionalInterface
  interface Starter {
    EmbeddedSdk start(boolean forSpans, boolean forMetrics, Map<String, Object> resource);
  }

  OwnSdks(Starter starter) {
    this.starter = starter;
  }

  @Override
  public Home start(boolean forSpans, boolean forMetrics, Map<String, Object> resource) {
    try {
      EmbeddedSdk known = spans;
      EmbeddedSdk started = null;
      if (forMetrics || known == null) {
        started = starter.start(forSpans && known == null, forMetrics, resource);
      }
      if (forSpans && known == null) {
        spans = started;
      }
      if (forMetrics) {
        metrics = started;
      }
      return home(forSpans ? spans : null, forMetrics ? started : null);
    } catch (RuntimeException | LinkageError e) {
      Log.warn("metrics and spans are off, while ledger and receipt continue: " + e);
      return NOTHING;
    }
  }

  private static Home home(@Nullable EmbeddedSdk spans, @Nullable EmbeddedSdk metrics) {
    return OtelHome.own(
        spans == null ? null : spans.spans(), metrics == null ? null : metrics.meterProvider());
  }

  @Override
  public boolean finishMetrics() {
    EmbeddedSdk left = metrics;
    metrics = null;
    return left == null || left.finishMetrics();
  }

  /** Both at the same time, because a backend that hangs may delay the exit only once. */
  void flush(Duration limit) {
    EmbeddedSdk ofSpans = spans;
    EmbeddedSdk ofMetrics = metrics == ofSpans ? null : metrics;
    Thread another = null;
    if (ofSpans != null && ofMetrics != null) {
      another = OwnThreads.daemon("costspan-flush-spans", () -> ofSpans.flush(limit));
      another.start();
    } else if (ofSpans != null) {
      ofSpans.flush(limit);
    }
    if (ofMetrics != null) {
      ofMetrics.flush(limit);
    }
    await(another, limit);
  }

  static void await(@Nullable Thread flushing, Duration limit) {
    try {
      if (flushing != null) {
        flushing.join(limit.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
