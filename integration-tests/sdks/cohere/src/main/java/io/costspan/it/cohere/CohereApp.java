package io.costspan.it.cohere;

import static io.costspan.it.apps.Transcript.line;
import static io.costspan.it.apps.Transcript.section;

import com.cohere.api.AsyncCohere;
import com.cohere.api.Cohere;
import com.cohere.api.core.ObjectMappers;
import com.cohere.api.resources.v2.requests.V2ChatRequest;
import com.cohere.api.resources.v2.requests.V2ChatStreamRequest;
import com.cohere.api.resources.v2.requests.V2RerankRequest;
import com.cohere.api.types.ChatMessageV2;
import com.cohere.api.types.UserMessageV2;
import com.cohere.api.types.UserMessageV2Content;
import java.util.List;

/** Calls a stand-in through cohere-java. Argument: its URL. */
public final class CohereApp {
  private final Cohere client;
  private final AsyncCohere asyncClient;

  private CohereApp(String url) {
    client = Cohere.builder().token("secret").url(url).build();
    asyncClient = AsyncCohere.builder().token("secret").url(url).build();
  }

  /** Runs it. */
  public static void main(String[] arguments) {
    CohereApp app = new CohereApp(arguments[0] + "/cohere");
    section("chat", () -> line(app.client.v2().chat(chat("command-a-03-2025"))));
    section("chat, async", () -> line(app.asyncClient.v2().chat(chat("command-a-03-2025")).join()));
    section("chat, streamed", app::stream);
    section("rerank", app::rerank);
    section("refused chat", () -> line(app.client.v2().chat(chat("command-r-plus-08-2024"))));
    System.exit(0);
  }

  private void stream() {
    V2ChatStreamRequest request =
        V2ChatStreamRequest.builder().model("command-r-08-2024").messages(question()).build();
    // The events themselves print as addresses.
    client.v2().chatStream(request).forEach(event -> line(ObjectMappers.stringify(event)));
  }

  private void rerank() {
    List<String> documents =
        List.of(
            "Carson City is the capital city of the American state of Nevada.",
            "Washington, D.C. is the capital of the United States. It is a federal district.");
    line(
        client
            .v2()
            .rerank(
                V2RerankRequest.builder()
                    .model("rerank-v3.5")
                    .query("What is the capital of the United States?")
                    .documents(documents)
                    .build()));
  }

  private static V2ChatRequest chat(String model) {
    return V2ChatRequest.builder().model(model).messages(question()).build();
  }

  private static List<ChatMessageV2> question() {
    UserMessageV2Content text = UserMessageV2Content.of("Count from 1 to 3");
    return List.of(ChatMessageV2.user(UserMessageV2.builder().content(text).build()));
  }
}
