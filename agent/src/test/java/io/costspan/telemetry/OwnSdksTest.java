package io.costspan.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.otelsettings.OtelSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OwnSdksTest {
  private final List<String> started = new ArrayList<>();
  private final OwnSdks own = new OwnSdks(this::start);

  /** Applications that restart their context leave the agent's own SDK and return to it. */
  @Test
  void start_signalsThatComeBack_useTheSameSdkForSpansAndANewOneForMetrics() {
    own.start(true, true, Map.of());
    own.finishMetrics();
    own.start(true, false, Map.of());
    own.start(true, true, Map.of());

    assertThat(started).containsExactly("spans true, metrics true", "spans false, metrics true");
    own.flush(Duration.ofSeconds(1));
  }

  @Test
  void start_signalThatIsNotWanted_hasNoHome() {
    assertThat(own.start(false, true, Map.of()).spans()).isNull();
    assertThat(own.start(true, false, Map.of()).meters()).isNull();
  }

  private EmbeddedSdk start(boolean forSpans, boolean forMetrics, Map<String, Object> resource) {
    started.add("spans " + forSpans + ", metrics " + forMetrics);
    return new EmbeddedSdk(
        new OtelSettings(name -> null, name -> null, warning -> {}),
        forSpans,
        forMetrics,
        resource);
  }
}
