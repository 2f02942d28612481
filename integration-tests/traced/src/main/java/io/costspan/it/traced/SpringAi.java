package io.costspan.it.traced;

import io.micrometer.observation.ObservationRegistry;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.ai.openai.api.OpenAiApi;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Hooks;

/** Spring AI, which observes its calls, and whose HTTP clients observe their requests. */
record SpringAi(OpenAiChatModel model) {
  static SpringAi at(String url, ObservationRegistry observations) {
    OpenAiApi api =
        OpenAiApi.builder()
            .baseUrl(url + "/openai")
            .apiKey("sk-secret")
            .restClientBuilder(RestClient.builder().observationRegistry(observations))
            .webClientBuilder(WebClient.builder().observationRegistry(observations))
            .build();
    return new SpringAi(
        OpenAiChatModel.builder().openAiApi(api).observationRegistry(observations).build());
  }

  void chat() {
    model.call(prompt("gpt-4o", false));
  }

  void streamedChat() {
    model.stream(prompt("gpt-4o-mini", true)).blockLast();
  }

  /** As with the property {@code spring.reactor.context-propagation=auto}; for good. */
  void propagatedChat() {
    Hooks.enableAutomaticContextPropagation();
    streamedChat();
  }

  private static Prompt prompt(String name, boolean usage) {
    var options = OpenAiChatOptions.builder().model(name);
    return new Prompt(
        "What does it cost?", usage ? options.streamUsage(true).build() : options.build());
  }
}
