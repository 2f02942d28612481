package io.costspan.it.client;

import static io.costspan.it.apps.Transcript.line;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.costspan.it.Scratch;
import io.costspan.it.client.Client.Case;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every way in which the JDK's client can hand over a body. */
record JdkHandlers(HttpRequest request, Sender sender) {

  /** {@code send}, or {@code sendAsync} and wait. */
  interface Sender {
    <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler) throws Exception;
  }

  Map<String, Case> cases() {
    Map<String, Case> cases = new LinkedHashMap<>();
    cases.put("of-string", () -> line(body(BodyHandlers.ofString())));
    cases.put("of-bytes", () -> line(new String(body(BodyHandlers.ofByteArray()), UTF_8)));
    cases.put("of-lines", () -> line(joined(body(BodyHandlers.ofLines()))));
    cases.put("of-file", this::toFile);
    cases.put("discarding", () -> line(body(BodyHandlers.discarding())));
    cases.put("replacing", () -> line(body(BodyHandlers.replacing("mine"))));
    cases.put("buffering", () -> line(body(BodyHandlers.buffering(BodyHandlers.ofString(), 7))));
    cases.put("consumer", this::consume);
    cases.put("subscriber", () -> line(subscribe()));
    cases.put("publisher", this::publish);
    cases.put("mapping", () -> line(body(JdkHandlers::length)));
    cases.put("handler-throws", () -> body(JdkHandlers::refuse));
    cases.put("demand", this::takeOneByOne);
    cases.put("response", this::showResponse);
    return cases;
  }

  private <T> T body(BodyHandler<T> handler) throws Exception {
    return sender.send(request, handler).body();
  }

  private static String joined(Stream<String> lines) {
    return lines.collect(Collectors.joining("|"));
  }

  private void toFile() throws Exception {
    Path file = Scratch.folder("reply").resolve("reply.json");
    line(Files.readString(body(BodyHandlers.ofFile(file))));
  }

  private void consume() throws Exception {
    ByteArrayOutputStream copy = new ByteArrayOutputStream();
    body(BodyHandlers.ofByteArrayConsumer(part -> part.ifPresent(copy::writeBytes)));
    line(copy.toString(UTF_8));
  }

  private String subscribe() throws Exception {
    Collector collector = new Collector();
    body(BodyHandlers.fromSubscriber(collector));
    return collector.text();
  }

  private void publish() throws Exception {
    Collector collector = new Collector();
    body(BodyHandlers.ofPublisher()).subscribe(collector);
    collector.done.join();
    line(collector.text());
  }

  private static HttpResponse.BodySubscriber<Integer> length(HttpResponse.ResponseInfo head) {
    return BodySubscribers.mapping(BodySubscribers.ofString(UTF_8), String::length);
  }

  private static HttpResponse.BodySubscriber<Integer> refuse(HttpResponse.ResponseInfo head) {
    throw new IllegalStateException("not with me");
  }

  private void showResponse() throws Exception {
    HttpResponse<String> response = sender.send(request, BodyHandlers.ofString());
    line(response.version() + " " + response.uri().getPath() + " " + response.previousResponse());
    line(response.request().equals(request));
    line(response.request().headers().map());
  }

  /** Slowly, of a long reply; and tells what the client asks of the request's body. */
  private void takeOneByOne() throws Exception {
    DemandWatch watch = new DemandWatch();
    HttpRequest counted =
        HttpRequest.newBuilder(request, (name, value) -> !name.equals("X-Case"))
            .header("X-Case", "early-close")
            .method("POST", watch.publisher("{\"model\":\"gpt-4o-mini\"}"))
            .build();
    sender.send(counted, BodyHandlers.fromSubscriber(watch));
    watch.tell();
  }

  /** Takes one buffer list at a time. */
  private static final class Collector implements Subscriber<List<ByteBuffer>> {
    final CompletableFuture<Void> done = new CompletableFuture<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private Subscription subscription;

    String text() {
      return bytes.toString(UTF_8);
    }

    @Override
    public void onSubscribe(Subscription given) {
      subscription = given;
      given.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
      for (ByteBuffer buffer : buffers) {
        byte[] part = new byte[buffer.remaining()];
        buffer.get(part);
        bytes.writeBytes(part);
      }
      subscription.request(1);
    }

    @Override
    public void onError(Throwable failure) {
      done.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
      done.complete(null);
    }
  }
}
