package io.costspan.it.traced;

import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.service.AiServices;

/** An agent of LangChain4j's, which asks its model again with what a tool has told it. */
final class Agent {
  /** What it can do, implemented by LangChain4j. */
  interface Clerk {
    String ask(String question);
  }

  /** What it may use. */
  public static final class Prices {
    /** Told the price of everything. */
    @Tool("the price of something")
    public String price(String what) {
      return "two dollars";
    }
  }

  private Agent() {}

  /** Two calls: one that asks for the tool, and one with its answer. */
  static void run(String url) {
    AiServices.builder(Clerk.class)
        .chatModel(
            OpenAiChatModel.builder()
                .baseUrl(url + "/agent/v1")
                .apiKey("sk-secret")
                .modelName("gpt-4o")
                .build())
        .tools(new Prices())
        .build()
        .ask("What does it cost?");
  }
}
