package io.costspan.it.page;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Scanner;

/**
 * Asks the model that a line on standard input names after a team, until there are no more lines.
 * Then its main method returns, so that any thread that is no daemon would keep it alive.
 */
public final class ShoppingApp {
  static final String PROMPT = "who-killed-the-gardener";
  static final String KEY = "sk-very-private";
  static final String QUERY = "session-in-the-query";

  private final HttpClient client = HttpClient.newHttpClient();
  private final String url;

  private ShoppingApp(String url) {
    this.url = url;
  }

  /** Runs it with the base URL of the API. */
  public static void main(String[] arguments) throws Exception {
    ShoppingApp app = new ShoppingApp(arguments[0]);
    Scanner lines = new Scanner(System.in);
    System.out.println("ready");
    for (int calls = 1; lines.hasNextLine(); calls++) {
      String[] words = lines.nextLine().split(" ");
      if (words[0].equals("reviews")) {
        app.summarise(words[0], words[1]);
      } else {
        app.answer(words[0], words[1]);
      }
      System.out.println("call " + calls + ".");
    }
  }

  private void answer(String team, String model) throws IOException, InterruptedException {
    client.send(request(team, model), BodyHandlers.ofString());
  }

  private void summarise(String team, String model) throws IOException, InterruptedException {
    client.send(request(team, model), BodyHandlers.ofString());
  }

  private HttpRequest request(String team, String model) {
    String body =
        "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
            .formatted(model, PROMPT);
    return HttpRequest.newBuilder(URI.create(url + "/v1/chat/completions?token=" + QUERY))
        .header("Authorization", "Bearer " + KEY)
        .header("x-team", team)
        .POST(BodyPublishers.ofString(body))
        .build();
  }
}
