package io.costspan.it.apps;

import static io.costspan.it.apps.Transcript.bytes;
import static io.costspan.it.apps.Transcript.line;
import static io.costspan.it.apps.Transcript.section;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.images.ImageGenerateParams;
import com.openai.models.responses.ResponseCreateParams;

/** openai-java, on OkHttp. */
final class OpenAiSdk {
  private final OpenAIClient client;

  private OpenAiSdk(String baseUrl) {
    client =
        OpenAIOkHttpClient.builder().apiKey("sk-secret").baseUrl(baseUrl).maxRetries(0).build();
  }

  static void run(String baseUrl) {
    OpenAiSdk sdk = new OpenAiSdk(baseUrl);
    section("openai-java chat", sdk::chat);
    section("openai-java chat, raw", sdk::rawChat);
    section("openai-java chat, async", sdk::asyncChat);
    section("openai-java chat, streamed", sdk::streamedChat);
    section("openai-java chat, streamed without usage", sdk::streamedChatWithoutUsage);
    section("openai-java responses", sdk::responses);
    section("openai-java responses, streamed", sdk::streamedResponses);
    section("openai-java embeddings", sdk::embeddings);
    section("openai-java image", sdk::image);
    section("openai-java failing chat", sdk::failingChat);
    sdk.client.close();
  }

  private void chat() {
    line(client.chat().completions().create(chat("gpt-4o").build()));
  }

  private void rawChat() throws Exception {
    try (var response =
        client.chat().completions().withRawResponse().create(chat("gpt-4o").build())) {
      line(response.statusCode());
      bytes(response.body().readAllBytes());
    }
  }

  private void asyncChat() {
    line(client.async().chat().completions().create(chat("gpt-4o").build()).join());
  }

  private void streamedChat() {
    var options = ChatCompletionStreamOptions.builder().includeUsage(true).build();
    stream(chat("gpt-4o-mini").streamOptions(options));
  }

  private void streamedChatWithoutUsage() {
    stream(chat("gpt-4.1"));
  }

  private void stream(ChatCompletionCreateParams.Builder parameters) {
    try (var response = client.chat().completions().createStreaming(parameters.build())) {
      response.stream().forEach(Transcript::line);
    }
  }

  private void responses() {
    line(client.responses().create(responses("gpt-5-mini")));
  }

  private void streamedResponses() {
    try (var response = client.responses().createStreaming(responses("gpt-5"))) {
      response.stream().forEach(Transcript::line);
    }
  }

  private void embeddings() {
    line(
        client
            .embeddings()
            .create(
                EmbeddingCreateParams.builder()
                    .model("text-embedding-3-small")
                    .input("The cost of knowing")
                    .build()));
  }

  private void image() {
    line(
        client
            .images()
            .generate(
                ImageGenerateParams.builder()
                    .model("dall-e-3")
                    .quality(ImageGenerateParams.Quality.HD)
                    .size(ImageGenerateParams.Size._1792X1024)
                    .prompt("A lighthouse")
                    .build()));
  }

  private void failingChat() {
    line(client.chat().completions().create(chat("gpt-4o-overloaded").build()));
  }

  private static ChatCompletionCreateParams.Builder chat(String model) {
    return ChatCompletionCreateParams.builder().model(model).addUserMessage("What does it cost?");
  }

  private static ResponseCreateParams responses(String model) {
    return ResponseCreateParams.builder().model(model).input("What does it cost?").build();
  }
}
