package io.costspan.it.aws;

import static io.costspan.it.apps.Transcript.line;

import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponseHandler;

/** Calls of the SDK's asynchronous client. */
record AsyncCalls(String url, SdkAsyncHttpClient http) {
  void run() {
    try {
      ask(Questions.at(url, BedrockRuntimeAsyncClient.builder()).httpClient(http).build());
    } finally {
      http.close();
    }
  }

  /** On the HTTP client that the SDK chooses. */
  static void onDefault(String url) {
    ask(Questions.at(url, BedrockRuntimeAsyncClient.builder()).build());
  }

  private static void ask(BedrockRuntimeAsyncClient client) {
    try (client) {
      line(converse(client, Questions.PRO));
      line(converse(client, Questions.LITE));
      stream(client);
    }
  }

  private static Object converse(BedrockRuntimeAsyncClient client, String model) {
    return client.converse(request -> request.modelId(model).messages(Questions.question())).join();
  }

  private static void stream(BedrockRuntimeAsyncClient client) {
    ConverseStreamResponseHandler handler =
        ConverseStreamResponseHandler.builder()
            .onResponse(response -> line(response.sdkHttpResponse().statusCode()))
            .subscriber(event -> line(event))
            .onComplete(() -> line("complete"))
            .build();
    client
        .converseStream(
            request -> request.modelId(Questions.MICRO).messages(Questions.question()), handler)
        .join();
  }
}
