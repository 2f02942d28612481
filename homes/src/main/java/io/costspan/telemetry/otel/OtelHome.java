package io.costspan.telemetry.otel;

import io.costspan.home.Home;
import io.costspan.home.Meters;
import io.costspan.home.Spans;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import org.jspecify.annotations.Nullable;

/** One SDK. */
public final class OtelHome implements Home {
  public static final String SCOPE = "io.costspan";

  private final @Nullable Spans spans;
  private final @Nullable Meters meters;

  private OtelHome(@Nullable Spans spans, @Nullable Meters meters) {
    this.spans = spans;
    this.meters = meters;
  }

  /**
   * What is the agent's own.
   *
   * @param spans null for none
   * @param meters null for no metrics
   */
  public static Home own(@Nullable Spans spans, @Nullable MeterProvider meters) {
    return new OtelHome(spans, meters == null ? null : new OtelMeters(meters.get(SCOPE)));
  }

  /**
   * The SDK of somebody else. Called by the loader of homes, which does not see the types.
   *
   * @param found an {@code OpenTelemetry}
   */
  public static Home of(Object found) {
    OpenTelemetry sdk = (OpenTelemetry) found;
    return new OtelHome(spans(sdk.getTracerProvider()), meters(sdk));
  }

  /** Null if it makes spans that nobody sees. */
  private static @Nullable Spans spans(TracerProvider tracers) {
    Tracer tracer = tracers.get(SCOPE);
    return tracer.getClass() == TracerProvider.noop().get(SCOPE).getClass()
        ? null
        : new OtelSpans(tracer);
  }

  /** Null if it has no reader, or is older than metrics are. */
  private static @Nullable Meters meters(OpenTelemetry sdk) {
    try {
      Meter meter = sdk.getMeterProvider().get(SCOPE);
      return meter.getClass() == MeterProvider.noop().get(SCOPE).getClass()
          ? null
          : new OtelMeters(meter);
    } catch (LinkageError withoutMetrics) {
      return null;
    }
  }

  @Override
  public @Nullable Spans spans() {
    return spans;
  }

  @Override
  public @Nullable Meters meters() {
    return meters;
  }
}
