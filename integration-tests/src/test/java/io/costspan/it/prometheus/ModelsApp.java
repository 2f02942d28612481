package io.costspan.it.prometheus;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Scanner;

/** Asks each model that a line on standard input names, until there are no more lines. */
public final class ModelsApp {
  private ModelsApp() {}

  /** Runs it with the base URL of the API. */
  public static void main(String[] arguments) throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    Scanner models = new Scanner(System.in);
    System.out.println("ready");
    for (int calls = 1; models.hasNextLine(); calls++) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(arguments[0] + "/chat/completions"))
              .POST(
                  BodyPublishers.ofString(
                      "{\"model\":\"" + models.nextLine() + "\",\"messages\":[]}"))
              .build();
      client.send(request, BodyHandlers.ofString());
      System.out.println("call " + calls);
    }
    System.exit(0);
  }
}
