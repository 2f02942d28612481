package io.costspan.it.outputs;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Scanner;

/**
 * A program that makes a few calls full of secrets: two of a known model, one of an unknown model,
 * one that fails, or one of each model that the property {@code models} lists. With a second
 * argument it then waits for a line on standard input.
 */
final class Shop {
  static final String PROMPT = "who-killed-the-gardener";
  static final String KEY = "sk-very-private";
  static final String QUERY = "session-in-the-query";

  private Shop() {}

  public static void main(String[] arguments) throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    String models = System.getProperty("models", "gpt-4o,gpt-4o,no-such-model,failing");
    for (String model : models.split(",")) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(arguments[0] + "/v1/chat/completions?token=" + QUERY))
              .header("Content-Type", "application/json")
              .header("Authorization", "Bearer " + KEY)
              .POST(BodyPublishers.ofString(body(model)))
              .build();
      System.out.println(client.send(request, BodyHandlers.ofString()).statusCode());
    }
    if (arguments.length > 1) {
      System.out.println("ready");
      new Scanner(System.in).nextLine();
    }
    System.out.println(System.currentTimeMillis());
    System.exit(0);
  }

  private static String body(String model) {
    return "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
        .formatted(model, PROMPT);
  }
}
