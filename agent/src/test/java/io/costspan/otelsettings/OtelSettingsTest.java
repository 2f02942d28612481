package io.costspan.otelsettings;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.config.Config;
import org.junit.jupiter.api.Test;

class OtelSettingsTest {
  @Test
  void of_ownPort_opensTheEndpointBesideTheExporterThatIsSet() {
    OtelSettings settings = of("prometheus.port=9465,prometheus.host=0.0.0.0");

    assertThat(settings.count(OtelSetting.PROMETHEUS_PORT)).isEqualTo(9465);
    assertThat(settings.text(OtelSetting.PROMETHEUS_HOST)).isEqualTo("0.0.0.0");
    assertThat(settings.text(OtelSetting.METRICS_EXPORTER)).isEqualTo("otlp,prometheus");
  }

  @Test
  void of_noOwnOptions_leavesTheStandardSettings() {
    OtelSettings settings = of("");

    assertThat(settings.count(OtelSetting.PROMETHEUS_PORT)).isEqualTo(9464);
    assertThat(settings.text(OtelSetting.PROMETHEUS_HOST)).isEqualTo("localhost");
    assertThat(settings.text(OtelSetting.METRICS_EXPORTER)).isEqualTo("otlp");
  }

  private static OtelSettings of(String options) {
    return OtelSettings.of(Config.load(options), warning -> {});
  }
}
