package io.costspan.it.client;

import static io.costspan.it.apps.Transcript.line;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.costspan.it.client.Client.Case;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.stream.Stream;

/** Every object that the JDK's client shows an application, and what it takes from it. */
record JdkShown(HttpClient client, JdkHandlers.Sender sender, Server server) {
  private static final byte[] QUESTION = "{\"model\":\"gpt-4o-mini\"}".getBytes(UTF_8);

  Map<String, Case> cases() {
    Map<String, Case> cases = new LinkedHashMap<>();
    cases.put("shown", () -> show(plain("login")));
    cases.put("shown-redirect", () -> show(plain("redirect")));
    cases.put("shown-http2", () -> show(secure("h2-json")));
    cases.put("shown-future", this::showFuture);
    cases.put("resent", this::sendAgain);
    cases.put("shared-subscriber", this::shareSubscriber);
    cases.put("publisher-fails", () -> publish(Flaw.FAILS));
    cases.put("publisher-throws", () -> publish(Flaw.THROWS));
    cases.put("publisher-short", () -> publish(Flaw.IS_SHORT));
    cases.put("expect-continue", this::expectContinue);
    cases.put("own-executor", this::useExecutor);
    cases.put("nested", this::askInHandler);
    cases.put("web-socket", this::openWebSocket);
    return cases;
  }

  private HttpRequest.Builder plain(String name) {
    return request(name, server.url()).version(Version.HTTP_1_1);
  }

  private HttpRequest.Builder secure(String name) {
    return request(name, server.secureUrl()).version(Version.HTTP_2);
  }

  private static HttpRequest.Builder request(String name, String url) {
    return HttpRequest.newBuilder(URI.create(url + Cases.PATH))
        .header("X-Case", name)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofByteArray(QUESTION));
  }

  private void show(HttpRequest.Builder builder) throws Exception {
    Published publisher = new Published(BodyPublishers.ofByteArray(QUESTION));
    HttpRequest request = builder.POST(publisher).build();
    Received handler = new Received();
    HttpResponse<String> response = sender.send(request, handler);
    line(response.getClass() + " " + response.toString().replaceAll(":[0-9]+", ""));
    show(response.request(), request, publisher);
    response
        .previousResponse()
        .ifPresent(
            previous -> {
              line(previous.statusCode() + " before, " + previous.body());
              show(previous.request(), request, publisher);
            });
    line(publisher.seen + " subscribed");
    line(handler.seen);
    line(response.body());
  }

  private static void show(HttpRequest shown, HttpRequest own, BodyPublisher publisher) {
    line(shown.getClass() + " " + shown.toString().replaceAll(":[0-9]+", ""));
    line(shown.headers().map());
    line((shown == own) + " " + shown.equals(own) + " " + shown.expectContinue());
    line("its publisher: " + (shown.bodyPublisher().orElse(null) == publisher));
  }

  /** While the reply is being received. */
  private void showFuture() throws Exception {
    CompletableFuture<Void> begun = new CompletableFuture<>();
    CompletableFuture<HttpResponse<String>> future =
        client.sendAsync(
            plain("shown-future").build(),
            head -> {
              begun.complete(null);
              return BodySubscribers.ofString(UTF_8);
            });
    begun.join();
    line(future.toString().replaceAll("@[0-9a-f]+|id=[0-9]+", ""));
    line(future.getNumberOfDependents() + " dependents");
    line(future.cancel(true));
    try {
      line(future.join());
    } catch (CancellationException | CompletionException withOneOfSomeCauses) {
      line("cancelled");
    } finally {
      server.acknowledge("shown-future");
    }
  }

  private void sendAgain() throws Exception {
    Published publisher = new Published(BodyPublishers.ofByteArray(QUESTION));
    HttpRequest request = plain("own").POST(publisher).build();
    for (int time = 0; time < 3; time++) {
      HttpResponse<String> response = sender.send(request, BodyHandlers.ofString());
      line(response.body());
      request = response.request();
      line(request.bodyPublisher().orElseThrow() == publisher);
    }
    line(publisher.seen + " subscribed");
  }

  /** It cancels what comes second. */
  private void shareSubscriber() throws Exception {
    BodySubscriber<String> shared = BodySubscribers.ofString(UTF_8);
    for (int time = 0; time < 2; time++) {
      line(sender.send(plain("own").build(), head -> shared).body());
    }
  }

  private void publish(Flaw flaw) throws Exception {
    HttpRequest request = plain("own").POST(new FlawedPublisher(flaw)).build();
    try {
      line(sender.send(request, BodyHandlers.ofString()));
    } catch (IOException | IllegalStateException withAThread) {
      line("threw " + withAThread.getClass());
      Stream.iterate(withAThread.getCause(), cause -> cause != null, Throwable::getCause)
          .forEach(cause -> line("because of " + cause.getClass()));
    }
  }

  private void expectContinue() throws Exception {
    line(sender.send(plain("own").expectContinue(true).build(), BodyHandlers.ofString()).body());
  }

  private void useExecutor() throws Exception {
    ExecutorService threads = threads();
    HttpClient own = HttpClient.newBuilder().executor(threads).build();
    for (HttpRequest request : List.of(plain("own").build(), secure("h2-json").build())) {
      line(own.send(request, BodyHandlers.ofString()).body());
      line(own.sendAsync(request, BodyHandlers.ofString()).get().body());
    }
    threads.shutdown();
  }

  /** Virtual threads, where there are some. */
  private static ExecutorService threads() throws ReflectiveOperationException {
    try {
      return (ExecutorService)
          Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    } catch (NoSuchMethodException before21) {
      return Executors.newCachedThreadPool();
    }
  }

  /** Another call, to a host that is no provider, while the reply to the first is taken over. */
  private void askInHandler() throws Exception {
    HttpRequest stranger = request("stranger", server.strangerUrl()).build();
    HttpClient other = HttpClient.newHttpClient();
    BodyHandler<String> asking =
        head -> {
          try {
            line(other.send(stranger, BodyHandlers.ofString()).body());
          } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
          }
          return BodySubscribers.ofString(UTF_8);
        };
    line(sender.send(plain("own").build(), asking).body());
  }

  private void openWebSocket() throws Exception {
    URI address = URI.create(server.url().replace("http", "ws") + Cases.PATH);
    try {
      client
          .newWebSocketBuilder()
          .header("X-Case", "own")
          .buildAsync(address, new WebSocket.Listener() {})
          .join();
    } catch (CompletionException refused) {
      line("threw " + refused.getCause().getClass());
    }
  }

  /** Tells who subscribes. */
  private static final class Published implements BodyPublisher {
    private final BodyPublisher delegate;
    private int seen;

    Published(BodyPublisher delegate) {
      this.delegate = delegate;
    }

    @Override
    public long contentLength() {
      return delegate.contentLength();
    }

    @Override
    public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
      seen++;
      line(subscriber.getClass() + " " + strangers());
      delegate.subscribe(subscriber);
    }
  }

  private enum Flaw {
    FAILS,
    THROWS,
    IS_SHORT
  }

  private record FlawedPublisher(Flaw flaw) implements BodyPublisher {
    @Override
    public long contentLength() {
      return QUESTION.length;
    }

    @Override
    public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
      if (flaw == Flaw.THROWS) {
        throw new IllegalStateException("not with me");
      }
      BodyPublishers.ofByteArray(QUESTION, 0, QUESTION.length / 2)
          .subscribe(flaw == Flaw.FAILS ? failing(subscriber) : subscriber);
    }

    private static Subscriber<ByteBuffer> failing(Subscriber<? super ByteBuffer> subscriber) {
      return new Subscriber<>() {
        @Override
        public void onSubscribe(Subscription subscription) {
          subscriber.onSubscribe(subscription);
        }

        @Override
        public void onNext(ByteBuffer buffer) {
          subscriber.onNext(buffer);
        }

        @Override
        public void onError(Throwable failure) {
          subscriber.onError(failure);
        }

        @Override
        public void onComplete() {
          subscriber.onError(new IOException("broken"));
        }
      };
    }
  }

  /** What a handler and its subscriber are shown. */
  private static final class Received implements BodyHandler<String> {
    private final StringBuffer seen = new StringBuffer();

    @Override
    public BodySubscriber<String> apply(ResponseInfo head) {
      seen.append(head.getClass()).append(strangers());
      return new Told(BodySubscribers.ofString(UTF_8));
    }

    private final class Told implements BodySubscriber<String> {
      private final BodySubscriber<String> delegate;

      Told(BodySubscriber<String> delegate) {
        this.delegate = delegate;
      }

      @Override
      public CompletionStage<String> getBody() {
        return delegate.getBody();
      }

      @Override
      public void onSubscribe(Subscription subscription) {
        seen.append(subscription.getClass()).append(strangers());
        delegate.onSubscribe(subscription);
      }

      @Override
      public void onNext(List<ByteBuffer> buffers) {
        seen.append(buffers.get(0).isReadOnly()).append(strangers());
        delegate.onNext(buffers);
      }

      @Override
      public void onError(Throwable failure) {
        seen.append(failure).append(strangers());
        delegate.onError(failure);
      }

      @Override
      public void onComplete() {
        seen.append("complete").append(strangers());
        delegate.onComplete();
      }
    }
  }

  /** Whoever has called and is neither the JDK nor the application. */
  private static List<String> strangers() {
    return Stream.of(new Throwable().getStackTrace())
        .map(StackTraceElement::getClassName)
        .filter(name -> !name.startsWith("java.") && !name.startsWith("jdk."))
        .filter(name -> !name.startsWith("io.costspan.it."))
        .toList();
  }
}
