package io.costspan.it.bad;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

/**
 * Makes a call that names no model, so that the reply's name is the only one, and ends when a line
 * is typed.
 */
final class NamelessApp {
  private NamelessApp() {}

  public static void main(String[] arguments) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(arguments[0] + "/v1/chat/completions"))
            .POST(BodyPublishers.ofString("{\"messages\": []}"))
            .build();
    System.out.println(
        HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).statusCode());
    System.in.read();
  }
}
