package io.costspan.it.reactive;

import static io.costspan.it.apps.Transcript.line;
import static io.costspan.it.apps.Transcript.section;

import com.azure.ai.openai.OpenAIAsyncClient;
import com.azure.ai.openai.OpenAIClient;
import com.azure.ai.openai.OpenAIClientBuilder;
import com.azure.ai.openai.models.ChatCompletions;
import com.azure.ai.openai.models.ChatCompletionsOptions;
import com.azure.ai.openai.models.ChatRequestMessage;
import com.azure.ai.openai.models.ChatRequestUserMessage;
import com.azure.core.credential.AzureKeyCredential;
import com.azure.core.http.policy.FixedDelayOptions;
import com.azure.core.http.policy.RetryOptions;
import java.time.Duration;
import java.util.List;

/** azure-ai-openai, on the client that it finds: Reactor Netty, with TLS by native code. */
final class AzureSdk {
  private final OpenAIClient client;
  private final OpenAIAsyncClient asyncClient;

  private AzureSdk(String endpoint) {
    OpenAIClientBuilder builder =
        new OpenAIClientBuilder()
            .endpoint(endpoint)
            .credential(new AzureKeyCredential("secret"))
            // Its retry may come upon the connection that it has just closed.
            .retryOptions(new RetryOptions(new FixedDelayOptions(0, Duration.ofMillis(1))));
    client = builder.buildClient();
    asyncClient = builder.buildAsyncClient();
  }

  static void run(String endpoint) {
    AzureSdk sdk = new AzureSdk(endpoint);
    section("azure chat", () -> print(sdk.client.getChatCompletions("gpt-4o", question())));
    section(
        "azure chat, async",
        () -> print(sdk.asyncClient.getChatCompletions("gpt-4o", question()).block()));
    section("azure chat, streamed", sdk::streamedChat);
    section(
        "azure failing chat",
        () -> print(sdk.client.getChatCompletions("gpt-4o-overloaded", question())));
  }

  private void streamedChat() {
    client
        .getChatCompletionsStream("gpt-4o-mini", question())
        .forEach(
            part ->
                part.getChoices().stream()
                    .map(choice -> choice.getDelta())
                    .filter(delta -> delta != null)
                    .forEach(delta -> line(delta.getContent())));
  }

  private static void print(ChatCompletions completions) {
    line(completions.getId() + " " + completions.getUsage().getTotalTokens());
    completions.getChoices().forEach(choice -> line(choice.getMessage().getContent()));
  }

  private static ChatCompletionsOptions question() {
    List<ChatRequestMessage> messages = List.of(new ChatRequestUserMessage("What does it cost?"));
    return new ChatCompletionsOptions(messages);
  }
}
