package io.costspan.demo;

import java.util.concurrent.TimeUnit;

/**
 * Calls AI through four clients and prints what it got. Arguments: the stand-in's URL, and for how
 * many seconds to go on with the same.
 */
public final class SampleApp {
  private static boolean told;

  private SampleApp() {}

  /** Runs it. */
  public static void main(String[] arguments) throws Exception {
    long seconds = Long.parseLong(arguments[1]);
    long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    do {
      callAll(arguments[0]);
      told = true;
    } while (System.nanoTime() < endNanos);
    PrometheusPage.printIfServed();
  }

  private static void callAll(String url) throws Exception {
    String openAi = url + "/openai/v1";
    String anthropic = url + "/anthropic";

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
  }

  private static void say(String client, String what, String answer) {
    if (!told) {
      System.out.printf("%-15s%-15s%s%n", client, what, answer);
    }
  }
}
