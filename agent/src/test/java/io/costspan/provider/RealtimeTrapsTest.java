package io.costspan.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.usage.Billing;
import io.costspan.usage.Reasons;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions whose traffic is no plain HTTP: only their beginning is seen, so they have no price. */
class RealtimeTrapsTest {
  private static final int SWITCHING_PROTOCOLS = 101;

  private final Traffic traffic = new Traffic();

  @ParameterizedTest
  @DisplayName("trap 47, trap 48, trap 49: sessions beside HTTP are unrated rather than misread")
  @ValueSource(
      strings = {
        "https://api.openai.com/v1/realtime?model=gpt-realtime",
        "https://res.openai.azure.com/openai/v1/realtime?model=gpt-realtime",
        "https://generativelanguage.googleapis.com/ws/google.ai.generativelanguage.v1beta.GenerativeService.BidiGenerateContent",
        "https://us-central1-aiplatform.googleapis.com/ws/google.cloud.aiplatform.v1.LlmBidiService/BidiGenerateContent",
        "https://api.x.ai/v1/realtime?model=grok-voice"
      })
  void session_isUnratedNotFree(String url) {
    assertThat(traffic.get(url).json(SWITCHING_PROTOCOLS, "").billing())
        .isEqualTo(Billing.unknown(Reasons.UNKNOWN_OPERATION));
  }
}
