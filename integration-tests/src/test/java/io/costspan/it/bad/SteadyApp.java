package io.costspan.it.bad;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import sacred.Injector;

/**
 * Asks {@code gpt-4o} again and again while things go wrong around the agent, and prints the
 * longest that a call and the exit may have waited. Arguments: base URL and number of calls.
 */
final class SteadyApp {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private SteadyApp() {}

  public static void main(String[] arguments) throws Exception {
    ask(arguments[0]);
    Injector.arm();
    for (int call = 1; call < Integer.parseInt(arguments[1]); call++) {
      ask(arguments[0]);
    }
    System.out.println("done");
    System.exit(0);
  }

  private static void ask(String url) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(url + "/chat/completions"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"model\": \"gpt-4o\", \"messages\": []}"))
            .build();
    int status = CLIENT.send(request, BodyHandlers.ofString()).statusCode();
    if (status != 200) {
      throw new IllegalStateException("status " + status);
    }
  }
}
