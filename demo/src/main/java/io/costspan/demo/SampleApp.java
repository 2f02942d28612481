package io.costspan.demo;

/** Calls AI through four clients and prints what it got. Argument: the stand-in's URL. */
public final class SampleApp {
  private SampleApp() {}

  /** Runs it. */
  public static void main(String[] arguments) throws Exception {
    String openAi = arguments[0] + "/openai/v1";
    String anthropic = arguments[0] + "/anthropic";

    try (var sdk = new OpenAi(openAi)) {
      say("openai-java", "chat", sdk.chat("gpt-4o"));
      say("openai-java", "streamed chat", sdk.streamedChat("gpt-4o-mini"));
      say("openai-java", "HD image", sdk.hdImage("dall-e-3"));
    }
    try (var sdk = new Anthropic(anthropic)) {
      say("anthropic-java", "web search", sdk.webSearch("claude-sonnet-4-5"));
    }
    var sdk = new LangChain(openAi);
    say("langchain4j", "chat", sdk.chat("gpt-5-mini"));
    say("langchain4j", "streamed chat", sdk.streamedChat("gpt-4.1"));
    try (var client = new PlainApache(openAi)) {
      say("Apache client", "chat", client.chat("gpt-4.1-nano"));
      say("Apache client", "failing chat", client.chat("gpt-5"));
      say("Apache client", "unknown model", client.chat("acme-large"));
    }
    PrometheusPage.printIfServed();
  }

  private static void say(String client, String what, String answer) {
    System.out.printf("%-15s%-15s%s%n", client, what, answer);
  }
}
