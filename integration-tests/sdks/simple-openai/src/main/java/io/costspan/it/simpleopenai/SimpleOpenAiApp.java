package io.costspan.it.simpleopenai;

import static io.costspan.it.apps.Transcript.line;
import static io.costspan.it.apps.Transcript.section;

import io.github.sashirestela.openai.SimpleOpenAI;
import io.github.sashirestela.openai.domain.chat.Chat;
import io.github.sashirestela.openai.domain.chat.ChatMessage.UserMessage;
import io.github.sashirestela.openai.domain.chat.ChatRequest;
import java.util.stream.Stream;

/** Calls a stand-in through simple-openai. Argument: its URL. */
public final class SimpleOpenAiApp {
  private final SimpleOpenAI client;

  private SimpleOpenAiApp(String url) {
    client = SimpleOpenAI.builder().apiKey("sk-secret").baseUrl(url).build();
  }

  /** Runs it. */
  public static void main(String[] arguments) {
    // The SDK appends the path with its version.
    SimpleOpenAiApp app = new SimpleOpenAiApp(arguments[0] + "/openai");
    section("chat", () -> app.chat("gpt-4.1-nano"));
    section("chat, streamed", app::stream);
    section("refused chat", () -> app.chat("o3-mini"));
    System.exit(0);
  }

  private void chat(String model) {
    print(client.chatCompletions().create(question(model)).join());
  }

  private void stream() {
    try (Stream<Chat> parts =
        client.chatCompletions().createStream(question("gpt-4o-mini")).join()) {
      parts.forEach(SimpleOpenAiApp::print);
    }
  }

  private static void print(Chat chat) {
    line(chat.getId() + " " + chat.getUsage());
    chat.getChoices().forEach(choice -> line("text: " + choice.getMessage().getContent()));
  }

  private static ChatRequest question(String model) {
    return ChatRequest.builder().model(model).message(UserMessage.of("What's 12 + 12?")).build();
  }
}
