package io.costspan.it.apps;

import static io.costspan.it.apps.Transcript.line;
import static io.costspan.it.apps.Transcript.section;

import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.ai.openai.api.OpenAiApi;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/** Spring AI 1.1: RestClient and WebClient, both on java.net.http as the starter alone has it. */
final class SpringAi {
  private final OpenAiChatModel model;

  private SpringAi(String baseUrl) {
    model =
        OpenAiChatModel.builder()
            .openAiApi(OpenAiApi.builder().baseUrl(baseUrl).apiKey("sk-secret").build())
            .build();
  }

  static void run(String baseUrl) {
    SpringAi sdk = new SpringAi(baseUrl);
    section("spring-ai wire client", SpringAi::wireClient);
    section("spring-ai chat", sdk::chat);
    section("spring-ai chat, streamed", sdk::streamedChat);
  }

  private static void wireClient() throws Exception {
    var field =
        Class.forName("org.springframework.web.client.DefaultRestClient")
            .getDeclaredField("clientRequestFactory");
    field.setAccessible(true);
    line(((ClientHttpRequestFactory) field.get(RestClient.create())).getClass().getName());
  }

  private void chat() {
    print(model.call(prompt("gpt-4o", false)));
  }

  private void streamedChat() {
    model.stream(prompt("gpt-4o-mini", true)).toStream().forEach(SpringAi::print);
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
