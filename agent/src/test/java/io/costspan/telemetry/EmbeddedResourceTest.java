package io.costspan.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.otelsettings.OtelSettings;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.resources.Resource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EmbeddedResourceTest {
  private final Map<String, String> properties = Map.of("otel.service.name", "set");

  private String in(Map<String, Object> others, String attribute) {
    Resource resource =
        EmbeddedResource.of(new OtelSettings(properties::get, name -> null, warning -> {}), others);
    return resource.getAttribute(AttributeKey.stringKey(attribute));
  }

  @Test
  void of_sdkWithTheOtherSignal_agreesWithItsResource() {
    Map<String, Object> others = Map.of("service.name", "shop", "service.instance.id", "shop-1");

    assertThat(in(others, "service.name")).isEqualTo("shop");
    assertThat(in(others, "service.instance.id")).isEqualTo("shop-1");
    assertThat(in(Map.of(), "service.name")).isEqualTo("set");
  }

  @Test
  void of_sdkWithTheOtherSignal_keepsWhatDescribesItselfAndNoCommandLine() {
    Map<String, Object> others =
        Map.of(
            "telemetry.distro.name", "another",
            "process.command_args", List.of("--password=secret"),
            "process.command_line", "java --password=secret");

    assertThat(in(others, "telemetry.distro.name")).isEqualTo("costspan");
    assertThat(in(others, "process.command_line")).isNull();
    assertThat(in(others, "process.command_args")).isNull();
  }
}
