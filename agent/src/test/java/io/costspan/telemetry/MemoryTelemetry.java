package io.costspan.telemetry;

import io.costspan.pipeline.Telemetry;
import io.costspan.telemetry.series.CallSums;
import io.costspan.telemetry.series.ModelList;
import io.costspan.telemetry.series.Shown;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.util.Map;
import java.util.TreeMap;

/** Metrics as a backend would get them. */
public final class MemoryTelemetry {
  private static final AttributeKey<String> CURRENCY =
      AttributeKey.stringKey("gen_ai.usage.cost.currency");

  private final InMemoryMetricReader reader = InMemoryMetricReader.create();
  private final Telemetry telemetry =
      new CallTelemetry(
          new CallMetrics(
              SdkMeterProvider.builder().registerMetricReader(reader).build().get("test"),
              new CallSums(ModelList.NONE),
              new Shown()),
          SdkTracerProvider.builder().build().get("test"),
          Context::root);

  public Telemetry telemetry() {
    return telemetry;
  }

  /** Sums of {@code costspan.cost} by currency. */
  public Map<String, Double> costs() {
    Map<String, Double> costs = new TreeMap<>();
    for (MetricData metric : reader.collectAllMetrics()) {
      if (metric.getName().equals("costspan.cost")) {
        metric
            .getDoubleSumData()
            .getPoints()
            .forEach(
                point ->
                    costs.merge(
                        String.valueOf(point.getAttributes().get(CURRENCY)),
                        point.getValue(),
                        Double::sum));
      }
    }
    return costs;
  }
}
