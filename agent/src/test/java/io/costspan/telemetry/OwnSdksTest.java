package io.costspan.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.otelsettings.OtelSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnSdksTest {
  private final List<String> started = new ArrayList<>();
  private final OwnSdks own = new OwnSdks(this::start);

  /** Applications that restart their context leave the agent's own SDK and return to it. */
  @Test
  void start_signalsThatComeBack_useTheSameSdkForSpansAndANewOneForMetrics() {
    own.start(true, true);
    own.finishMetrics();
    own.start(true, false);
    own.start(true, true);

    assertThat(started).containsExactly("spans true, metrics true", "spans false, metrics true");
    own.flush(Duration.ofSeconds(1));
  }

  @Test
  void start_signalThatIsNotWanted_hasNoHome() {
    assertThat(own.start(false, true).spans()).isNull();
    assertThat(own.start(true, false).meters()).isNull();
  }

  private EmbeddedSdk start(boolean forSpans, boolean forMetrics) {
    started.add("spans " + forSpans + ", metrics " + forMetrics);
    return new EmbeddedSdk(
        new OtelSettings(name -> null, name -> null, warning -> {}), forSpans, forMetrics);
  }
}
