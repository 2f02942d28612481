package io.costspan.it.traced;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import io.micrometer.observation.ObservationRegistry;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** LangChain4j with a listener that observes its calls. */
record LangChain4j(String url, ObservationRegistry observations) {
  static LangChain4j at(String url, ObservationRegistry observations) {
    return new LangChain4j(url + "/openai/v1", observations);
  }

  void chat() {
    OpenAiChatModel.builder()
        .baseUrl(url)
        .apiKey("sk-secret")
        .modelName("gpt-4o")
        .listeners(List.of(new ObservingListener(observations)))
        .build()
        .chat("What does it cost?");
  }

  void streamedChat() throws Exception {
    CompletableFuture<ChatResponse> done = new CompletableFuture<>();
    OpenAiStreamingChatModel.builder()
        .baseUrl(url)
        .apiKey("sk-secret")
        .modelName("gpt-4o-mini")
        .listeners(List.of(new ObservingListener(observations)))
        .build()
        .chat(
            "What does it cost?",
            new StreamingChatResponseHandler() {
              @Override
              public void onPartialResponse(String text) {}

              @Override
              public void onCompleteResponse(ChatResponse response) {
                done.complete(response);
              }

              @Override
              public void onError(Throwable error) {
                done.completeExceptionally(error);
              }
            });
    done.get();
  }
}
