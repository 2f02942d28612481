package io.costspan.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import java.util.Collection;
import org.junit.jupiter.api.Test;

class ApplicationSdkTest {
  @Test
  void hasMetrics_exporterThatDoesNothing_no() {
    try (OpenTelemetrySdk sdk = exportingTo(new NoopMetricExporter())) {
      assertThat(new ApplicationSdk(sdk, null).hasMetrics()).isFalse();
    }
  }

  @Test
  void hasMetrics_anyOtherExporter_yes() {
    try (OpenTelemetrySdk sdk = exportingTo(new OwnExporter())) {
      assertThat(new ApplicationSdk(sdk, null).hasMetrics()).isTrue();
    }
  }

  @Test
  void hasMetrics_anotherReaderToo_yes() {
    SdkMeterProvider meters =
        SdkMeterProvider.builder()
            .registerMetricReader(PeriodicMetricReader.create(new NoopMetricExporter()))
            .registerMetricReader(PeriodicMetricReader.create(new OwnExporter()))
            .build();
    try (OpenTelemetrySdk sdk = OpenTelemetrySdk.builder().setMeterProvider(meters).build()) {
      assertThat(new ApplicationSdk(sdk, null).hasMetrics()).isTrue();
    }
  }

  private static OpenTelemetrySdk exportingTo(MetricExporter exporter) {
    return OpenTelemetrySdk.builder()
        .setMeterProvider(
            SdkMeterProvider.builder()
                .registerMetricReader(PeriodicMetricReader.create(exporter))
                .build())
        .build();
  }

  private static class OwnExporter implements MetricExporter {
    @Override
    public AggregationTemporality getAggregationTemporality(InstrumentType type) {
      return AggregationTemporality.CUMULATIVE;
    }

    @Override
    public CompletableResultCode export(Collection<MetricData> metrics) {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }

  /** Named as the one of Quarkus. */
  private static final class NoopMetricExporter extends OwnExporter {}
}
