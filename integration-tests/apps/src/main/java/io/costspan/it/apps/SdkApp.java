package io.costspan.it.apps;

/** Calls a stand-in through every SDK, sync and streamed. Argument: the stand-in's URL. */
public final class SdkApp {
  private SdkApp() {}

  /** Runs it. */
  public static void main(String[] arguments) {
    String url = arguments[0];
    OpenAiSdk.run(url + "/openai/v1");
    AnthropicSdk.run(url + "/anthropic");
    GeminiSdk.run(url + "/gemini");
    LangChain4j.run(url + "/openai/v1");
    SpringAi.run(url + "/openai");
    System.exit(0);
  }
}
