package io.costspan.it.reactive;

import java.util.logging.LogManager;

/** Calls a stand-in through the SDKs, sync and streamed. Argument: the stand-in's URL. */
public final class ReactiveApp {
  private ReactiveApp() {}

  /** Runs it. */
  public static void main(String[] arguments) {
    // Netty would log what it sees on stderr, with the time.
    LogManager.getLogManager().reset();
    String url = arguments[0];
    SpringWebClient.run(url + "/openai/v1");
    ReactiveSpringAi.run(url + "/openai");
    AzureSdk.run(url + "/azure");
    System.exit(0);
  }
}
