package io.costspan.it.springai2;

import static io.costspan.it.apps.Transcript.line;
import static io.costspan.it.apps.Transcript.section;

import org.springframework.ai.anthropic.AnthropicChatModel;
import org.springframework.ai.anthropic.AnthropicChatOptions;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;

/** Calls a stand-in through Spring AI 2. Argument: its URL. */
public final class SpringAi2App {
  private static final Prompt QUESTION = new Prompt("What's 12 + 12?");

  private SpringAi2App() {}

  /** Runs it. */
  public static void main(String[] arguments) {
    String url = arguments[0];
    section("OpenAI", () -> print(openAi(url, "gpt-4.1-nano").call(QUESTION)));
    section("OpenAI, streamed", () -> stream(openAi(url, "gpt-4o-mini")));
    section("OpenAI, refused", () -> print(openAi(url, "o3-mini").call(QUESTION)));
    section("Anthropic", () -> print(anthropic(url, "claude-sonnet-4-5").call(QUESTION)));
    section("Anthropic, streamed", () -> stream(anthropic(url, "claude-haiku-4-5")));
    System.exit(0);
  }

  private static ChatModel openAi(String url, String model) {
    return OpenAiChatModel.builder()
        .options(
            OpenAiChatOptions.builder()
                .baseUrl(url + "/openai/v1")
                .apiKey("sk-secret")
                .model(model)
                .build())
        .build();
  }

  private static ChatModel anthropic(String url, String model) {
    return AnthropicChatModel.builder()
        .options(
            AnthropicChatOptions.builder()
                .baseUrl(url + "/anthropic")
                .apiKey("sk-secret")
                .model(model)
                .build())
        .build();
  }

  private static void stream(ChatModel model) {
    model.stream(QUESTION).toStream().forEach(SpringAi2App::print);
  }

  private static void print(ChatResponse response) {
    line(response.getMetadata().getId() + " " + response.getMetadata().getUsage().getTotalTokens());
    response.getResults().forEach(result -> line("text: " + result.getOutput().getText()));
  }
}
