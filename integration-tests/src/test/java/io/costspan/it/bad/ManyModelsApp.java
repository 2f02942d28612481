package io.costspan.it.bad;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

/** Asks as many invented models as its second argument says, then {@code gpt-4o} once. */
final class ManyModelsApp {
  private ManyModelsApp() {}

  public static void main(String[] arguments) throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
      ask(client, arguments[0], "invented-" + i);
    }
    ask(client, arguments[0], "gpt-4o");
  }

  private static void ask(HttpClient client, String url, String model)
      throws IOException, InterruptedException {
    String question = "{\"model\": \"" + model + "\", \"messages\": []}";
    client.send(
        HttpRequest.newBuilder(URI.create(url + "/v1/chat/completions"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(question))
            .build(),
        BodyHandlers.ofString());
  }
}
