package io.costspan.it.observability;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Random;

/**
 * A shop that spends money on AI until it is ended: now more, now less, for three teams, at three
 * providers, by three methods. One model has no price, and one call in a while goes to a host that
 * nobody knows. Environment: {@code AI_URL}, where stand-ins for the providers are.
 */
public final class SpendingApp {
  private static final long PAUSE_MILLIS = 120;

  /** Twenty waves a minute would be noise; one in half a minute is a curve. */
  private static final double WAVE_SECONDS = 35;

  private final HttpClient client = HttpClient.newHttpClient();
  private final Random random = new Random(17);
  private final String url;
  private final long startNanos = System.nanoTime();
  private int requests;

  SpendingApp(String url) {
    this.url = url;
  }

  /** Runs it. */
  public static void main(String[] arguments) throws Exception {
    SpendingApp app = new SpendingApp(System.getenv("AI_URL"));
    while (true) {
      app.serve();
    }
  }

  /** One request of a customer: a few calls, one after the other. */
  void serve() throws Exception {
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    double busy = 0.55 + 0.45 * Math.sin(seconds * 2 * Math.PI / WAVE_SECONDS);
    int calls = 1 + (int) (busy * 4 * random.nextDouble());
    for (int call = 0; call < calls; call++) {
      switch (random.nextInt(8)) {
        case 0, 1 -> answer("support", "gpt-4o");
        case 2 -> answer("support", "gpt-4o-mini");
        case 3, 4 -> rank("search", random.nextBoolean() ? "gpt-4.1" : "o3");
        case 5, 6 -> draft("checkout", "claude-sonnet-4-5");
        default -> compare("search", random.nextBoolean() ? "openai/gpt-4o" : "openai/gpt-4.1");
      }
    }
    if (++requests % 20 == 5) {
      answer("support", "acme-large");
    }
    if (requests % 20 == 10) {
      tellNobodyKnown();
    }
    Thread.sleep(PAUSE_MILLIS);
  }

  private void answer(String team, String model) throws Exception {
    client.send(request(team, "/openai/v1/chat/completions", model), BodyHandlers.discarding());
  }

  private void rank(String team, String model) throws Exception {
    client.send(request(team, "/openai/v1/chat/completions", model), BodyHandlers.discarding());
  }

  private void draft(String team, String model) throws Exception {
    client.send(request(team, "/anthropic/v1/messages", model), BodyHandlers.discarding());
  }

  private void compare(String team, String model) throws Exception {
    client.send(
        request(team, "/openrouter/api/v1/chat/completions", model), BodyHandlers.discarding());
  }

  private void tellNobodyKnown() throws Exception {
    String unknown = url.replace("localhost", "127.0.0.2");
    client.send(
        post(URI.create(unknown + "/v1/chat/completions"), "gpt-4o").build(),
        BodyHandlers.discarding());
  }

  private HttpRequest request(String team, String path, String model) {
    return post(URI.create(url + path), model).header("X-Team", team).build();
  }

  private static HttpRequest.Builder post(URI uri, String model) {
    return HttpRequest.newBuilder(uri)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString("{\"model\":\"" + model + "\",\"messages\":[]}"));
  }
}
