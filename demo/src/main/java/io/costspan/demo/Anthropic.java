package io.costspan.demo;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.TextBlock;
import com.anthropic.models.messages.WebSearchTool20250305;
import java.util.stream.Collectors;

/** Anthropic's own SDK, on OkHttp. */
final class Anthropic implements AutoCloseable {
  private final AnthropicClient client;

  Anthropic(String baseUrl) {
    client = AnthropicOkHttpClient.builder().apiKey("demo").baseUrl(baseUrl).build();
  }

  String webSearch(String model) {
    var question =
        MessageCreateParams.builder()
            .model(model)
            .maxTokens(1024)
            .addUserMessage("What is new on Mars?")
            .addTool(WebSearchTool20250305.builder().build())
            .build();
    return client.messages().create(question).content().stream()
        .flatMap(block -> block.text().stream())
        .map(TextBlock::text)
        .collect(Collectors.joining(" "));
  }

  @Override
  public void close() {
    client.close();
  }
}
