package io.costspan.it.aws;

import static io.costspan.it.apps.Transcript.line;

import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;

/** Calls of the SDK's synchronous client. */
record SyncCalls(String url, SdkHttpClient http) {
  void run() {
    try {
      ask(Questions.at(url, BedrockRuntimeClient.builder()).httpClient(http).build());
    } finally {
      http.close();
    }
  }

  /** On the HTTP client that the SDK chooses. */
  static void onDefault(String url) {
    ask(Questions.at(url, BedrockRuntimeClient.builder()).build());
  }

  private static void ask(BedrockRuntimeClient client) {
    try (client) {
      line(converse(client, Questions.PRO));
      line(converse(client, Questions.LITE));
    }
  }

  private static Object converse(BedrockRuntimeClient client, String model) {
    return client.converse(request -> request.modelId(model).messages(Questions.question()));
  }
}
