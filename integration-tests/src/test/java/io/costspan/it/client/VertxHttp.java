package io.costspan.it.client;

import static io.costspan.it.apps.Transcript.line;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PfxOptions;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.io.InputStream;
import java.net.URI;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow.Subscription;
import java.util.logging.LogManager;

/** The client of Vert.x; whoever is redirected or has to log in asks again. */
final class VertxHttp implements Client {
  // It would log what it sees on stderr, with the time.
  static {
    LogManager.getLogManager().reset();
  }

  private static final int UNAUTHORIZED = 401;
  private static final int REDIRECT = 307;
  private static final int PATIENT_MILLIS = 30_000;
  private static final String LOGIN =
      Base64.getEncoder().encodeToString((Clients.USER + ":" + Clients.PASSWORD).getBytes(UTF_8));

  private final Server server;
  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
  private final HttpClient client = vertx.createHttpClient(new HttpClientOptions());
  private final HttpClient secure =
      vertx.createHttpClient(
          new HttpClientOptions()
              .setSsl(true)
              .setUseAlpn(true)
              .setProtocolVersion(HttpVersion.HTTP_2)
              .setTrustOptions(
                  new PfxOptions()
                      .setPath(System.getProperty("javax.net.ssl.trustStore"))
                      .setPassword(System.getProperty("javax.net.ssl.trustStorePassword"))));
  private final WebClient web =
      WebClient.create(
          vertx,
          // Versions have two names for it.
          new WebClientOptions(
              new JsonObject().put("tryUseCompression", true).put("decompressionSupported", true)));

  VertxHttp(Server server) {
    this.server = server;
  }

  @Override
  public Call prepare(Ask ask) {
    return new VertxCall(ask.url().startsWith("https") ? secure : client, ask);
  }

  @Override
  public boolean speaksHttp2() {
    return true;
  }

  @Override
  public void close() throws Exception {
    result(vertx.close());
  }

  @Override
  public Map<String, Case> ownCases() {
    return new TreeMap<>(
        Map.of(
            "own-objects", this::showWhoseObjects,
            "body", this::showBody,
            "pieces", this::sendInPieces,
            "web-client", () -> show(result(ask("own").sendBuffer(question()))),
            "compress", () -> show(result(ask("gzip").sendBuffer(question()))),
            "unavailable", this::askAgain,
            "reset-early", this::resetEarly));
  }

  private static Buffer question() {
    return Buffer.buffer("{\"model\":\"gpt-4o-mini\"}");
  }

  private io.vertx.ext.web.client.HttpRequest<Buffer> ask(String name) {
    return web.postAbs(server.url() + Cases.PATH)
        .putHeader("X-Case", name)
        .putHeader("Content-Type", "application/json");
  }

  private static void show(HttpResponse<Buffer> response) {
    line(response.statusCode() + " " + response.headers().names());
    line(response.bodyAsString());
  }

  private Future<HttpClientRequest> request(String name) {
    return client.request(
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setAbsoluteURI(server.url() + Cases.PATH)
            .putHeader("X-Case", name)
            .putHeader("Content-Type", "application/json"));
  }

  /** Asked for where the reply is told: a moment later, and what has arrived is gone. */
  private void showBody() throws Exception {
    line(
        result(
            request("own")
                .compose(request -> request.send(question()).compose(HttpClientResponse::body))));
  }

  /** Everything that an application is shown on the way of a call. */
  private void showWhoseObjects() throws Exception {
    line(
        result(
            request("own")
                .compose(
                    request -> {
                      line(request.getClass() + " " + request.connection().getClass());
                      line(request.headers().getClass() + " " + request.writeQueueFull());
                      return request
                          .send(question())
                          .compose(
                              response -> {
                                line(response.getClass() + " " + (response.request() == request));
                                line(response.headers().getClass());
                                // How many pieces arrive is up to the network.
                                Set<Class<?>> classes = new HashSet<>();
                                Buffer whole = Buffer.buffer();
                                response.handler(
                                    bytes -> {
                                      classes.add(bytes.getClass());
                                      whole.appendBuffer(bytes);
                                    });
                                return response
                                    .end()
                                    .map(
                                        none ->
                                            classes
                                                + " "
                                                + whole
                                                + " "
                                                + response.trailers().size());
                              });
                    })));
  }

  private void sendInPieces() throws Exception {
    line(
        result(
            request("own")
                .compose(
                    request -> {
                      request.setChunked(true);
                      request.write("{\"mod");
                      request.write(Buffer.buffer("el\":\"gpt"));
                      request.end("-4o-mini\"}");
                      return request.response().compose(HttpClientResponse::body);
                    })));
  }

  private void askAgain() throws Exception {
    HttpResponse<Buffer> first = result(ask("unavailable").sendBuffer(question()));
    show(first);
    if (first.statusCode() == 503) {
      show(result(ask("unavailable").sendBuffer(question())));
    }
  }

  private void resetEarly() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    Future<HttpClientResponse> response =
        request("unanswered")
            .compose(
                request -> {
                  request.sendHead().onComplete(sent -> begun.countDown());
                  vertx.runOnContext(none -> request.reset(8));
                  return request.response();
                });
    try {
      result(response);
    } finally {
      begun.await();
    }
  }

  private static <T> T result(Future<T> future) throws Exception {
    return result(future.toCompletionStage().toCompletableFuture());
  }

  private static <T> T result(CompletableFuture<T> future) throws Exception {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  private static final class VertxCall implements Call {
    private final HttpClient client;
    private final Ask ask;
    private volatile HttpClientRequest latest;
    private volatile boolean cancelled;

    VertxCall(HttpClient client, Ask ask) {
      this.client = client;
      this.ask = ask;
    }

    @Override
    public Reply send() throws Exception {
      VertxReply first = send(ask.url(), Map.of());
      return switch (first.status()) {
        case UNAUTHORIZED -> {
          first.body().readAllBytes();
          yield send(ask.url(), Map.of("Authorization", "Basic " + LOGIN));
        }
        case REDIRECT -> {
          first.body().readAllBytes();
          String to = first.response.getHeader("Location");
          yield send(URI.create(ask.url()).resolve(to).toString(), Map.of());
        }
        default -> first;
      };
    }

    private VertxReply send(String url, Map<String, String> more) throws Exception {
      RequestOptions options =
          new RequestOptions().setMethod(HttpMethod.valueOf(ask.method())).setAbsoluteURI(url);
      if (ask.timeoutMillis() < PATIENT_MILLIS) {
        options.setTimeout(ask.timeoutMillis());
      }
      ask.headers().forEach(options::putHeader);
      more.forEach(options::putHeader);
      if (ask.content() != Content.NONE) {
        options.putHeader("Content-Type", ask.content().type());
      }
      return result(client.request(options).compose(this::send));
    }

    private Future<VertxReply> send(HttpClientRequest request) {
      latest = request;
      if (cancelled) {
        request.reset(8);
      }
      // Paused before anything of the body can arrive.
      return answered(request).map(VertxReply::new);
    }

    private Future<HttpClientResponse> answered(HttpClientRequest request) {
      if (ask.content() == Content.NONE) {
        return request.send();
      }
      Buffer content = Buffer.buffer(ask.content().bytes());
      if (!ask.content().streams()) {
        return request.send(content);
      }
      request.setChunked(true);
      request.write(content);
      request.end();
      return request.response();
    }

    @Override
    public void cancel() {
      cancelled = true;
      latest.reset(8);
    }
  }

  private static final class VertxReply implements Reply {
    private final HttpClientResponse response;
    private final PublishedBytes body = new PublishedBytes();

    VertxReply(HttpClientResponse response) {
      this.response = response;
      response.pause();
      response.handler(bytes -> body.onNext(bytes.getBytes()));
      response.endHandler(none -> body.onComplete());
      response.exceptionHandler(body::onError);
      body.onSubscribe(
          new Subscription() {
            @Override
            public void request(long count) {
              response.fetch(count);
            }

            @Override
            public void cancel() {
              response.request().reset(8);
            }
          });
    }

    @Override
    public int status() {
      return response.statusCode();
    }

    @Override
    public List<String> headers() {
      return response.headers().entries().stream().map(Object::toString).toList();
    }

    @Override
    public InputStream body() {
      return body;
    }

    @Override
    public void close() {
      body.close();
    }
  }
}
