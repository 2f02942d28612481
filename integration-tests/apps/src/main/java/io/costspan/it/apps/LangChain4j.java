package io.costspan.it.apps;

import static io.costspan.it.apps.Transcript.line;
import static io.costspan.it.apps.Transcript.section;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.util.concurrent.CompletableFuture;

/** langchain4j-open-ai, on java.net.http. */
final class LangChain4j {
  private final String baseUrl;

  private LangChain4j(String baseUrl) {
    this.baseUrl = baseUrl;
  }

  static void run(String baseUrl) {
    LangChain4j sdk = new LangChain4j(baseUrl);
    section("langchain4j chat", sdk::chat);
    section("langchain4j chat, streamed", sdk::streamedChat);
  }

  private void chat() {
    var model =
        OpenAiChatModel.builder()
            .baseUrl(baseUrl)
            .apiKey("sk-secret")
            .modelName("gpt-4o")
            .maxRetries(0)
            .build();
    line(model.chat("What does it cost?"));
  }

  private void streamedChat() throws Exception {
    var model =
        OpenAiStreamingChatModel.builder()
            .baseUrl(baseUrl)
            .apiKey("sk-secret")
            .modelName("gpt-4o-mini")
            .build();
    Printer printer = new Printer();
    model.chat("What does it cost?", printer);
    ChatResponse response = printer.done.get();
    line(response.id() + " " + response.modelName());
    line(response.tokenUsage());
  }

  private static final class Printer implements StreamingChatResponseHandler {
    final CompletableFuture<ChatResponse> done = new CompletableFuture<>();

    @Override
    public void onPartialResponse(String text) {
      line(text);
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {
      done.complete(response);
    }

    @Override
    public void onError(Throwable error) {
      done.completeExceptionally(error);
    }
  }
}
