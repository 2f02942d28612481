package io.costspan.it.attach;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow.Publisher;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Calls through {@code java.net.http} in all its shapes, and writes down what came of them. */
final class JdkHttpCalls {
  /** How many of the calls let the application, and so the agent, see a reply's usage. */
  static final int BILLED = 17;

  private static final String REQUEST = "{\"model\":\"gpt-4o\",\"messages\":[]}";

  private final HttpClient client;
  private final String url;

  private JdkHttpCalls(String url, HttpClient.Version version) {
    this.url = url;
    this.client =
        HttpClient.newBuilder()
            .version(version)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
  }

  public static void main(String[] arguments) throws Exception {
    JdkHttpCalls calls = new JdkHttpCalls(arguments[0], HttpClient.Version.valueOf(arguments[1]));
    calls.everyHandler();
    calls.everyPublisher();
    calls.everyReply();
    calls.earlyEnds();
    System.exit(0);
  }

  private void everyHandler() throws Exception {
    Path file = Files.createTempFile("body", null);
    send("json", BodyHandlers.ofString());
    send("json", BodyHandlers.ofByteArray());
    send("json", BodyHandlers.ofInputStream());
    send("json", BodyHandlers.ofLines());
    send("json", BodyHandlers.ofPublisher());
    send("json", BodyHandlers.discarding());
    send("json", BodyHandlers.replacing("other"));
    send("json", BodyHandlers.buffering(BodyHandlers.ofString(), 7));
    send("json", BodyHandlers.ofFile(file));
    Files.delete(file);
  }

  private void everyPublisher() {
    byte[] bytes = REQUEST.getBytes(StandardCharsets.UTF_8);
    post("json", BodyPublishers.ofByteArray(bytes));
    post("json", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)));
    post("json", BodyPublishers.ofByteArrays(List.of(bytes)));
  }

  private void everyReply() {
    send("large", BodyHandlers.ofString());
    send("gzip", BodyHandlers.ofByteArray());
    send("stream", BodyHandlers.ofLines());
    send("moved", BodyHandlers.ofString());
    send("error", BodyHandlers.ofString());
    send("empty", BodyHandlers.ofString());
    send("broken", BodyHandlers.ofString());
    sendAsync("stream");
  }

  private void earlyEnds() throws Exception {
    try (InputStream body =
        client.send(request("large").build(), BodyHandlers.ofInputStream()).body()) {
      System.out.println("closed after " + body.read());
    }
    attempt(
        () ->
            client.send(
                request("slow").timeout(Duration.ofMillis(300)).build(), BodyHandlers.ofString()));
    // Whether it counts as cancelled or failed is a race within the client, with and without us.
    CompletableFuture<?> future =
        client.sendAsync(request("slow").build(), BodyHandlers.ofString());
    System.out.println("cancel " + future.cancel(true) + " " + future.isCompletedExceptionally());
    attempt(
        () ->
            client.send(
                request("json").build(),
                head -> {
                  throw new IllegalStateException("no handler for " + head.statusCode());
                }));
    attempt(() -> client.send(request("json").build(), null));
    attempt(() -> client.send(null, BodyHandlers.ofString()));
  }

  private void send(String reply, BodyHandler<?> handler) {
    attempt(() -> show(reply, client.send(request(reply).build(), handler)));
  }

  private void post(String reply, BodyPublisher body) {
    attempt(
        () -> show(reply, client.send(request(reply).POST(body).build(), BodyHandlers.ofString())));
  }

  private void sendAsync(String reply) {
    CompletableFuture<HttpResponse<String>> future =
        client.sendAsync(request(reply).build(), BodyHandlers.ofString());
    System.out.println(future.getClass());
    attempt(() -> show(reply, future.get()));
  }

  private HttpRequest.Builder request(String reply) {
    return HttpRequest.newBuilder(URI.create(url + "/v1/chat/completions?case=" + reply))
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(REQUEST));
  }

  private interface Deed {
    void run() throws Exception;
  }

  private static void attempt(Deed deed) {
    try {
      deed.run();
    } catch (Exception e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        System.out.println("threw " + cause);
      }
    }
  }

  private static void show(String reply, HttpResponse<?> response) throws Exception {
    System.out.println(reply + " " + response + " " + response.version());
    System.out.println(response.request() + " " + response.request().headers().map());
    System.out.println(response.previousResponse());
    Object body = response.body();
    System.out.println(body == null ? "no body" : type(body) + " " + text(body).hashCode());
  }

  private static String type(Object body) {
    return body.getClass().getName().replaceAll("Lambda.*", "Lambda");
  }

  private static String text(Object body) throws Exception {
    if (body instanceof byte[] bytes) {
      return Arrays.toString(bytes);
    }
    if (body instanceof InputStream in) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    if (body instanceof Stream<?> lines) {
      return lines.map(String::valueOf).collect(Collectors.joining("\n"));
    }
    if (body instanceof Path file) {
      return Files.readString(file);
    }
    return body instanceof Publisher<?> publisher ? published(publisher) : body.toString();
  }

  @SuppressWarnings("unchecked")
  private static String published(Publisher<?> body) {
    var subscriber = HttpResponse.BodySubscribers.ofString(StandardCharsets.UTF_8);
    ((Publisher<List<ByteBuffer>>) body).subscribe(subscriber);
    return subscriber.getBody().toCompletableFuture().join();
  }
}
