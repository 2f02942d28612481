package io.costspan.it.otel;

import io.costspan.it.OneCallApp;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.export.CollectionRegistration;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Makes one call beside an SDK that it shuts down a second after the exit has begun, and whose last
 * metrics are dropped, as a periodic reader does while an export is under way. Argument: the base
 * URL.
 */
public final class DeafSdkApp {
  private static final long AFTER_OTHER_HOOKS = TimeUnit.SECONDS.toNanos(1);

  private DeafSdkApp() {}

  /** Never collects anything. */
  private static final class DeafReader implements MetricReader {
    @Override
    public void register(CollectionRegistration registration) {}

    @Override
    public CompletableResultCode forceFlush() {
      return CompletableResultCode.ofFailure();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public AggregationTemporality getAggregationTemporality(InstrumentType type) {
      return AggregationTemporality.CUMULATIVE;
    }
  }

  /** Runs it. */
  public static void main(String[] arguments) throws Exception {
    OpenTelemetrySdk sdk =
        OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder().build())
            .setMeterProvider(
                SdkMeterProvider.builder().registerMetricReader(new DeafReader()).build())
            .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
            .build();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> shutDownLate(sdk)));
    OneCallApp.main(arguments);
    HomeApp.awaitHome();
  }

  private static void shutDownLate(OpenTelemetrySdk sdk) {
    LockSupport.parkNanos(AFTER_OTHER_HOOKS);
    sdk.close();
  }
}
