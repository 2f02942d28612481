package io.costspan.it.reactive;

import static io.costspan.it.apps.Transcript.line;
import static io.costspan.it.apps.Transcript.section;

import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.ai.openai.api.OpenAiApi;
import org.springframework.http.client.ReactorClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/** Spring AI 1.1: RestClient and WebClient, both on Reactor Netty. */
final class ReactiveSpringAi {
  private final OpenAiChatModel model;

  private ReactiveSpringAi(String baseUrl) {
    model =
        OpenAiChatModel.builder()
            .openAiApi(
                OpenAiApi.builder()
                    .baseUrl(baseUrl)
                    .apiKey("sk-secret")
                    .restClientBuilder(
                        RestClient.builder().requestFactory(new ReactorClientHttpRequestFactory()))
                    .build())
            .build();
  }

  static void run(String baseUrl) {
    ReactiveSpringAi sdk = new ReactiveSpringAi(baseUrl);
    section("spring-ai chat", () -> print(sdk.model.call(prompt("gpt-4o", false))));
    section("spring-ai chat, streamed", sdk::streamedChat);
  }

  private void streamedChat() {
    model.stream(prompt("gpt-4o-mini", true)).toStream().forEach(ReactiveSpringAi::print);
  }

  private static void print(ChatResponse response) {
    line(response.getMetadata().getId() + " " + response.getMetadata().getUsage().getTotalTokens());
    response.getResults().forEach(result -> line(result.getOutput().getText()));
  }

  private static Prompt prompt(String name, boolean usage) {
    var options = OpenAiChatOptions.builder().model(name);
    return new Prompt(
        "What does it cost?", usage ? options.streamUsage(true).build() : options.build());
  }
}
