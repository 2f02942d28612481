package io.costspan.demo;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.util.concurrent.CompletableFuture;

/** LangChain4j, on the JDK's own HTTP client. */
final class LangChain {
  private final String baseUrl;

  LangChain(String baseUrl) {
    this.baseUrl = baseUrl;
  }

  String chat(String model) {
    return OpenAiChatModel.builder()
        .baseUrl(baseUrl)
        .apiKey("demo")
        .modelName(model)
        .build()
        .chat("What does it cost?");
  }

  String streamedChat(String model) {
    var answer = new Answer();
    OpenAiStreamingChatModel.builder()
        .baseUrl(baseUrl)
        .apiKey("demo")
        .modelName(model)
        .build()
        .chat("What does it cost?", answer);
    return answer.text.join();
  }

  private static final class Answer implements StreamingChatResponseHandler {
    final CompletableFuture<String> text = new CompletableFuture<>();

    @Override
    public void onCompleteResponse(ChatResponse response) {
      text.complete(response.aiMessage().text());
    }

    @Override
    public void onError(Throwable error) {
      text.completeExceptionally(error);
    }
  }
}
