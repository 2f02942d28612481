package io.costspan.it.langchain;

import static io.costspan.it.apps.Transcript.line;
import static io.costspan.it.apps.Transcript.section;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.util.concurrent.CompletableFuture;

/** Calls a stand-in through LangChain4j on the HTTP client that it finds. Argument: its URL. */
public final class LangChainApp {
  private static final String QUESTION = "What's 12 + 12?";
  private final String baseUrl;

  private LangChainApp(String baseUrl) {
    this.baseUrl = baseUrl;
  }

  /** Runs it. */
  public static void main(String[] arguments) {
    LangChainApp app = new LangChainApp(arguments[0] + "/openai/v1");
    section("chat", () -> app.chat("gpt-4.1-nano"));
    section("chat, streamed", app::stream);
    section("refused chat", () -> app.chat("o3-mini"));
    System.exit(0);
  }

  private void chat(String model) {
    line(
        OpenAiChatModel.builder()
            .baseUrl(baseUrl)
            .apiKey("sk-secret")
            .modelName(model)
            .maxRetries(0)
            .build()
            .chat(QUESTION));
  }

  private void stream() throws Exception {
    Printer printer = new Printer();
    OpenAiStreamingChatModel.builder()
        .baseUrl(baseUrl)
        .apiKey("sk-secret")
        .modelName("gpt-4o-mini")
        .build()
        .chat(QUESTION, printer);
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
