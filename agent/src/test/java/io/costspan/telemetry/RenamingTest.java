package io.costspan.telemetry;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.home.Renaming;
import io.costspan.telemetry.otel.OtelHome;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RenamingTest {
  @ParameterizedTest
  @ValueSource(strings = {"OtelHome", "OtelMeters", "OtelSpan", "OtelSpans", "Keys"})
  void apply_adapter_refersToTheOtherNamesOnly(String type) throws IOException {
    byte[] renamed = Renaming.of("other.agent.shaded.").apply(classFile(type));

    assertThat(new String(renamed, ISO_8859_1))
        .doesNotContain("io/opentelemetry/")
        .contains("other/agent/shaded/api/")
        .contains("io/costspan/telemetry/otel/");
  }

  @Test
  void apply_sameNames_changesNothing() throws IOException {
    byte[] original = classFile("OtelHome");

    assertThat(Renaming.of("io.opentelemetry.").apply(original)).isEqualTo(original);
  }

  private static byte[] classFile(String type) throws IOException {
    try (InputStream in = OtelHome.class.getResourceAsStream(type + ".class")) {
      return in.readAllBytes();
    }
  }
}
