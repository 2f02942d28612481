package io.costspan.it.apps;

import static io.costspan.it.apps.Transcript.bytes;
import static io.costspan.it.apps.Transcript.line;
import static io.costspan.it.apps.Transcript.section;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.WebSearchTool20250305;

/** anthropic-java, on OkHttp. */
final class AnthropicSdk {
  private final AnthropicClient client;

  private AnthropicSdk(String baseUrl) {
    client =
        AnthropicOkHttpClient.builder().apiKey("sk-secret").baseUrl(baseUrl).maxRetries(0).build();
  }

  static void run(String baseUrl) {
    AnthropicSdk sdk = new AnthropicSdk(baseUrl);
    section("anthropic-java message with web search", sdk::webSearch);
    section("anthropic-java message, raw", sdk::rawMessage);
    section("anthropic-java message, async", sdk::asyncMessage);
    section("anthropic-java message, streamed", sdk::streamedMessage);
    sdk.client.close();
  }

  private void webSearch() {
    line(
        client
            .messages()
            .create(
                message("claude-sonnet-4-5")
                    .addTool(WebSearchTool20250305.builder().maxUses(3).build())
                    .build()));
  }

  private void rawMessage() throws Exception {
    try (var response =
        client.messages().withRawResponse().create(message("claude-sonnet-4-5").build())) {
      line(response.statusCode());
      bytes(response.body().readAllBytes());
    }
  }

  private void asyncMessage() {
    line(client.async().messages().create(message("claude-sonnet-4-5").build()).join());
  }

  private void streamedMessage() {
    try (var response = client.messages().createStreaming(message("claude-haiku-4-5").build())) {
      response.stream().forEach(Transcript::line);
    }
  }

  private static MessageCreateParams.Builder message(String model) {
    return MessageCreateParams.builder()
        .model(model)
        .maxTokens(1024)
        .addUserMessage("What does it cost?");
  }
}
