package io.costspan.benchmarks.callers;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import java.time.Duration;
import java.util.function.Consumer;

/** openai-java, which makes JSON of objects and objects of JSON, on its own OkHttp. */
final class OpenAiCaller implements Client {
  private static final String WORDS = "word ".repeat(80);
  private final OpenAIClient client;

  OpenAiCaller(String ai) {
    client =
        OpenAIOkHttpClient.builder()
            .apiKey("sk-none")
            .baseUrl(ai + "/v1")
            .maxRetries(0)
            .maxIdleConnections(1_024)
            .keepAliveDuration(Duration.ofMinutes(5))
            .build();
  }

  @Override
  public void chat(String base) {
    var reply = client.chat().completions().create(question().build());
    if (reply.usage().orElseThrow().promptTokens() != 8372) {
      throw new IllegalStateException("read " + reply.usage());
    }
  }

  @Override
  public void stream(String base, int events, boolean paced, Consumer<String> content) {
    var parameters =
        question()
            .maxCompletionTokens(events)
            .safetyIdentifier(paced ? "paced" : "hasty")
            .streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build())
            .build();
    try (var response = client.chat().completions().createStreaming(parameters)) {
      response.stream()
          .flatMap(chunk -> chunk.choices().stream())
          .flatMap(choice -> choice.delta().content().stream())
          .forEach(content == null ? text -> {} : content);
    }
  }

  @Override
  public void order(String base) {
    throw new UnsupportedOperationException("it knows nothing but AI");
  }

  @Override
  public void image(String base, boolean escapes, Runnable halfway) {
    throw new UnsupportedOperationException("it holds the image itself");
  }

  private static ChatCompletionCreateParams.Builder question() {
    return ChatCompletionCreateParams.builder().model("gpt-4o").addUserMessage(WORDS);
  }
}
