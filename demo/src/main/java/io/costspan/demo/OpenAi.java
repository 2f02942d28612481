package io.costspan.demo;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.images.ImageGenerateParams;
import java.util.stream.Collectors;

/** OpenAI's own SDK, on OkHttp. */
final class OpenAi implements AutoCloseable {
  private final OpenAIClient client;

  OpenAi(String baseUrl) {
    client = OpenAIOkHttpClient.builder().apiKey("demo").baseUrl(baseUrl).build();
  }

  String chat(String model) {
    var completion = client.chat().completions().create(question(model).build());
    return completion.choices().get(0).message().content().orElse("");
  }

  String streamedChat(String model) {
    var usage = ChatCompletionStreamOptions.builder().includeUsage(true).build();
    var question = question(model).streamOptions(usage).build();
    try (var response = client.chat().completions().createStreaming(question)) {
      return response.stream()
          .flatMap(chunk -> chunk.choices().stream())
          .flatMap(choice -> choice.delta().content().stream())
          .collect(Collectors.joining());
    }
  }

  String hdImage(String model) {
    var picture =
        ImageGenerateParams.builder()
            .model(model)
            .prompt("A lighthouse at dusk")
            .quality(ImageGenerateParams.Quality.HD)
            .size(ImageGenerateParams.Size._1792X1024)
            .build();
    return client.images().generate(picture).data().orElseThrow().get(0).url().orElse("");
  }

  private static ChatCompletionCreateParams.Builder question(String model) {
    return ChatCompletionCreateParams.builder().model(model).addUserMessage("What does it cost?");
  }

  @Override
  public void close() {
    client.close();
  }
}
