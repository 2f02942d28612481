package io.costspan.telemetry;

import io.costspan.config.SpansMode;
import io.costspan.home.Home;
import io.costspan.home.Observed;
import io.costspan.home.Spans;
import io.costspan.pipeline.Telemetry;
import io.costspan.profile.OwnerLabels;
import io.costspan.profile.Profiles;
import io.costspan.series.CallSums;
import io.costspan.telemetry.otel.OtelHome;
import io.costspan.usage.ModelList;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Metrics as a backend would get them. */
public final class MemoryTelemetry {
  private static final AttributeKey<String> CURRENCY =
      AttributeKey.stringKey("gen_ai.usage.cost.currency");

  /** Somebody has to hold them, because the agent does not. */
  private static final List<Home> HOMES = new ArrayList<>();

  private final InMemoryMetricReader reader = InMemoryMetricReader.create();
  private final Telemetry telemetry = in(reader, null);

  /**
   * Shows calls in an SDK.
   *
   * @param tracers null for no spans
   */
  static CallTelemetry in(MetricReader reader, SdkTracerProvider tracers) {
    return in(reader, tracers, Profiles.DEFAULT);
  }

  static CallTelemetry in(MetricReader reader, SdkTracerProvider tracers, Profiles profiles) {
    return in(home(reader, tracers), profiles);
  }

  static CallTelemetry in(Home home, Profiles profiles) {
    HOMES.add(home);
    CallMetrics metrics =
        metrics(home, new CallSums(ModelList.NONE, profiles.metrics(), OwnerLabels.NONE));
    return new CallTelemetry(
        metrics,
        SpansMode.AUTO,
        home::spans,
        Observed.NOTHING,
        profiles.onSpans(),
        neighbour(home));
  }

  private static Neighbour neighbour(Home home) {
    return new Neighbour() {
      @Override
      public boolean begins(@Nullable Object surroundings) {
        Spans spans = home.spans();
        return spans != null && spans.isMeasured(surroundings);
      }

      @Override
      public boolean measures(boolean begun) {
        return begun;
      }
    };
  }

  static CallMetrics metrics(MetricReader reader, ModelList models, OwnerLabels owners) {
    return metrics(
        home(reader, null),
        new CallSums(models, Profiles.DEFAULT.attributedBy(owners.attributes()), owners));
  }

  private static Home home(MetricReader reader, SdkTracerProvider tracers) {
    SdkMeterProvider meters = SdkMeterProvider.builder().registerMetricReader(reader).build();
    Home home =
        tracers == null
            ? OtelHome.own(null, meters)
            : OtelHome.of(
                OpenTelemetrySdk.builder()
                    .setTracerProvider(tracers)
                    .setMeterProvider(meters)
                    .build());
    HOMES.add(home);
    return home;
  }

  private static CallMetrics metrics(Home home, CallSums sums) {
    CallMetrics metrics = new CallMetrics(sums, meters -> {}, () -> false);
    metrics.showIn(home.meters(), true);
    return metrics;
  }

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
