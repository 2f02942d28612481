package io.costspan.it.budget;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes as many calls on as many threads at once as a line on standard input says ({@code THREADS
 * CALLS TEAM MODEL}), says how many of them succeeded and what the others failed with, and so on
 * until there are no more lines. Its argument is the URL of the operation.
 */
public final class SpendingApp {
  private static final String BODY = "{\"model\": \"%s\", \"messages\": []}";

  private final URI url;
  private final HttpClient client = HttpClient.newHttpClient();
  private final AtomicInteger succeeded = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private final Set<String> failures = ConcurrentHashMap.newKeySet();

  private SpendingApp(URI url) {
    this.url = url;
  }

  /** Runs it. */
  public static void main(String[] arguments) throws Exception {
    Scanner lines = new Scanner(System.in);
    System.out.println("ready");
    for (int round = 1; lines.hasNextLine(); round++) {
      String[] words = lines.nextLine().split(" ");
      SpendingApp app = new SpendingApp(URI.create(arguments[0]));
      app.spend(Integer.parseInt(words[0]), Integer.parseInt(words[1]), words[2], words[3]);
      System.out.println(
          "round "
              + round
              + ": "
              + app.succeeded
              + " succeeded, "
              + app.failed
              + " failed "
              + app.failures
              + ".");
    }
    System.exit(0);
  }

  private void spend(int threads, int calls, String team, String model)
      throws InterruptedException {
    List<Thread> spending = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      Thread thread =
          new Thread(
              () -> {
                for (int call = 0; call < calls; call++) {
                  spend(team, model);
                }
              });
      thread.start();
      spending.add(thread);
    }
    for (Thread thread : spending) {
      thread.join();
    }
  }

  private void spend(String team, String model) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(url)
              .header("x-team", team)
              .POST(BodyPublishers.ofString(BODY.formatted(model)))
              .build();
      client.send(request, BodyHandlers.ofString());
      succeeded.incrementAndGet();
    } catch (IOException | InterruptedException e) {
      failed.incrementAndGet();
      failures.add(e.getClass().getName() + ": " + e.getMessage());
    }
  }
}
