package io.costspan.it.traced;

import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.handler.PropagatingSenderTracingObservationHandler;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelPropagator;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;

/** Makes spans of Micrometer's observations, as Spring Boot sets it up. */
final class Bridge {
  private Bridge() {}

  static ObservationRegistry to(OpenTelemetry traced) {
    Tracer spans = traced.getTracer("org.springframework.boot");
    OtelTracer tracer = new OtelTracer(spans, new OtelCurrentTraceContext(), event -> {});
    OtelPropagator propagator = new OtelPropagator(traced.getPropagators(), spans);
    ObservationRegistry registry = ObservationRegistry.create();
    registry
        .observationConfig()
        .observationHandler(
            new ObservationHandler.FirstMatchingCompositeObservationHandler(
                new PropagatingSenderTracingObservationHandler<>(tracer, propagator),
                new DefaultTracingObservationHandler(tracer)));
    return registry;
  }
}
