package io.costspan.it.calls;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Scanner;
import java.util.concurrent.CompletableFuture;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.ObjectName;

/** Visits a servlet of the same JVM, which makes AI calls meanwhile. */
public final class Visits {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final String url;

  /**
   * @param url of the operation
   */
  public Visits(String url) {
    this.url = url;
  }

  /** What the servlet does: makes two calls on its thread and one on another. */
  public void serve(String visit) {
    ask(visit);
    ask(visit);
    CompletableFuture.runAsync(() -> ask("elsewhere")).join();
  }

  /**
   * Visits the servlet until the agent says that it knows of requests, then once more as {@code
   * late}, and as often as lines on standard input say under which name.
   */
  public static void begin(int port) throws Exception {
    String own = "http://localhost:" + port + "/";
    do {
      get(own + "early");
    } while (!summary().matches(".*in servlet requests [1-9].*"));
    get(own + "late");
    System.out.println(summary());
    Scanner names = new Scanner(System.in);
    while (names.hasNextLine()) {
      get(own + names.nextLine());
    }
  }

  private static String summary() throws JMException {
    try {
      return String.valueOf(
          ManagementFactory.getPlatformMBeanServer()
              .getAttribute(new ObjectName("io.costspan:type=Costspan"), "Requests"));
    } catch (InstanceNotFoundException notYet) {
      return "";
    }
  }

  private static void get(String url) throws Exception {
    CLIENT.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
  }

  private void ask(String visit) {
    try {
      CLIENT.send(
          HttpRequest.newBuilder(URI.create(url))
              .header("Content-Type", "application/json")
              .header("X-Visit", visit)
              .POST(BodyPublishers.ofString("{\"model\": \"gpt-4o\", \"messages\": []}"))
              .build(),
          BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
