package io.costspan.it;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

/**
 * Asks {@code gpt-4o} once by java.net.http and prints what it got. Arguments: the base URL, and
 * {@code wait} to go on only when a line is typed.
 */
public final class OneCallApp {
  private OneCallApp() {}

  /** Runs it. */
  public static void main(String[] arguments) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(arguments[0] + "/chat/completions"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"model\": \"gpt-4o\", \"messages\": []}"))
            .build();
    var response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    System.out.println(response.statusCode() + "\n" + response.body());
    if (arguments.length > 1) {
      System.out.println("waiting");
      System.in.read();
    }
  }
}
