package io.costspan.it.frameworks;

import io.costspan.it.ChildJvm;
import io.costspan.it.Finished;
import io.costspan.it.RunningJvm;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A child JVM that says on which port it is ready, in our words or in those of Quarkus, and answers
 * over HTTP.
 */
public final class WebApplication implements AutoCloseable {
  private static final Pattern READY =
      Pattern.compile("(?:ready on port |Listening on: http://\\S+:)(\\d+)");
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String NOT_SAMPLED =
      "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00";

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final RunningJvm child;
  private int starts;
  private String url;

  WebApplication(ChildJvm child, String mainClass, Object... arguments) {
    this(child.start(mainClass, arguments));
  }

  /** Waits until it is ready. */
  public WebApplication(RunningJvm child) {
    this.child = child;
    awaitReady();
  }

  /** One that is ready at that URL. */
  public WebApplication(RunningJvm child, String url) {
    this.child = child;
    this.url = url;
  }

  /** Waits until it is ready for the first time, or once more. */
  void awaitReady() {
    await("ready", () -> child.stdout(), out -> READY.matcher(out).results().count() > starts);
    Matcher ready = READY.matcher(child.stdout());
    while (ready.find()) {
      url = "http://localhost:" + ready.group(1);
    }
    starts++;
  }

  /** Has it begin again within its JVM; it may be gone before it has answered. */
  void restart() {
    try {
      send("/restart");
    } catch (IOException gone) {
      // The next line tells whether it comes back.
    }
    awaitReady();
  }

  /** Has it ask a model within a trace that is sampled. */
  public void ask(String way) {
    get("/ask?way=" + way);
  }

  /** Has it ask a model within a trace that is not sampled. */
  void askUnsampled(String way) {
    get("/ask?way=" + way, "traceparent", NOT_SAMPLED);
  }

  /** The body of an answer; fails if that is an error. */
  public String get(String path, String... headers) {
    try {
      HttpResponse<String> response = send(path, headers);
      if (response.statusCode() != 200) {
        throw new AssertionError(path + ": " + response.statusCode() + "\n" + child.stdout());
      }
      return response.body();
    } catch (Exception e) {
      throw new AssertionError(path + "\n" + child.stdout(), e);
    }
  }

  /** The least number with which an answer begins, once it has been the same for many times. */
  int fewest(String path) {
    int fewest = Integer.MAX_VALUE;
    for (int same = 0; same < 100; same++) {
      int now = Integer.parseInt(get(path).split(" ")[0]);
      if (now < fewest) {
        fewest = now;
        same = 0;
      }
    }
    return fewest;
  }

  private HttpResponse<String> send(String path, String... headers) throws IOException {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A text that changes. */
  public interface Text {
    /** As it is now. */
    String read();
  }

  /** Waits until the text is as wanted, and returns it. */
  public static String await(String what, Text text, Predicate<String> wanted) {
    long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
    String now = text.read();
    while (!wanted.test(now)) {
      if (System.nanoTime() > deadlineNanos) {
        throw new AssertionError("Not " + what + ":\n" + now);
      }
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      now = text.read();
    }
    return now;
  }

  /** Stops it as an orchestrator does. */
  public Finished stop() {
    child.terminate();
    return child.await();
  }

  @Override
  public void close() {
    child.close();
  }
}
