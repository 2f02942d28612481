package io.costspan.it.traced;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.responses.ResponseCreateParams;

/** openai-java, which the OpenTelemetry agent makes spans for. */
record OpenAi(OpenAIClient client) {
  static OpenAi at(String url) {
    return new OpenAi(client(url).build());
  }

  static OpenAi withoutRetries(String url) {
    return new OpenAi(client(url).maxRetries(0).build());
  }

  private static OpenAIOkHttpClient.Builder client(String url) {
    return OpenAIOkHttpClient.builder().apiKey("sk-secret").baseUrl(url + "/openai/v1");
  }

  void chat() {
    client.chat().completions().create(chat("gpt-4o").build());
  }

  void asyncChat() {
    client.async().chat().completions().create(chat("gpt-4o").build()).join();
  }

  void streamedChat() {
    var options = ChatCompletionStreamOptions.builder().includeUsage(true).build();
    try (var response =
        client
            .chat()
            .completions()
            .createStreaming(chat("gpt-4o-mini").streamOptions(options).build())) {
      response.stream().forEach(event -> {});
    }
  }

  void responses() {
    client
        .responses()
        .create(ResponseCreateParams.builder().model("gpt-5-mini").input("?").build());
  }

  private static ChatCompletionCreateParams.Builder chat(String model) {
    return ChatCompletionCreateParams.builder().model(model).addUserMessage("What does it cost?");
  }
}
