package io.costspan.it.traced;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.models.messages.MessageCreateParams;

/** anthropic-java, which makes spans itself. */
record Anthropic(AnthropicClient client) {
  static Anthropic at(String url) {
    return new Anthropic(
        AnthropicOkHttpClient.builder()
            .apiKey("sk-secret")
            .baseUrl(url + "/anthropic")
            .openTelemetry(true)
            .build());
  }

  void message() {
    client.messages().create(message("claude-sonnet-4-5"));
  }

  void asyncMessage() {
    client.async().messages().create(message("claude-sonnet-4-5")).join();
  }

  void streamedMessage() {
    try (var response = client.messages().createStreaming(message("claude-haiku-4-5"))) {
      response.stream().forEach(event -> {});
    }
  }

  private static MessageCreateParams message(String model) {
    return MessageCreateParams.builder()
        .model(model)
        .maxTokens(1024)
        .addUserMessage("What does it cost?")
        .build();
  }
}
