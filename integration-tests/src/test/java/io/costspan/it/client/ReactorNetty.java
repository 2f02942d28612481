package io.costspan.it.client;

import static io.costspan.it.apps.Transcript.line;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.reactivestreams.FlowAdapters.toSubscriber;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpMethod;
import java.io.InputStream;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.LogManager;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.resources.ConnectionProvider;
import reactor.util.Loggers;

/** Reactor Netty's client; whoever has to log in asks again. */
final class ReactorNetty implements Client {
  // It would log what it sees on stderr, with times and names of channels.
  static {
    LogManager.getLogManager().reset();
    Loggers.useJdkLoggers();
  }

  private static final int CONNECTIONS = 64;
  private static final int UNAUTHORIZED = 401;
  private static final int PIECE_BYTES = 6;
  private static final String LOGIN =
      Base64.getEncoder().encodeToString((Clients.USER + ":" + Clients.PASSWORD).getBytes(UTF_8));

  private final Server server;
  private final ConnectionProvider pool = ConnectionProvider.create("contract", CONNECTIONS);
  private final HttpClient client = HttpClient.create(pool).followRedirect(true).disableRetry(true);

  ReactorNetty(Server server) {
    this.server = server;
  }

  @Override
  public Call prepare(Ask ask) {
    HttpClient asking =
        client
            .responseTimeout(Duration.ofMillis(ask.timeoutMillis()))
            .headers(headers -> ask.headers().forEach(headers::set));
    if (ask.url().startsWith("https")) {
      asking = asking.protocol(HttpProtocol.H2, HttpProtocol.HTTP11);
    }
    if (ask.content() != Content.NONE) {
      asking = asking.headers(headers -> headers.set("Content-Type", ask.content().type()));
    }
    return new ReactorCall(asking, ask);
  }

  @Override
  public boolean speaksHttp2() {
    return true;
  }

  @Override
  public void close() {
    pool.dispose();
  }

  @Override
  public Map<String, Case> ownCases() {
    return new TreeMap<>(
        Map.of(
            "own-objects", this::showWhatCallbacksSee,
            "aggregate", () -> line(text(post("own").responseContent().aggregate().asString())),
            "pieces", this::sendInPieces,
            "compress", this::decompress,
            "unavailable", this::askAgain,
            "discard", () -> line(post("json").response().block().status()),
            "broken-body", this::failToSend));
  }

  private HttpClient to(String name) {
    return client.headers(
        headers -> headers.set("X-Case", name).set("Content-Type", "application/json"));
  }

  private HttpClient.ResponseReceiver<?> post(String name) {
    return to(name).post().uri(server.url() + Cases.PATH).send(Mono.fromSupplier(this::question));
  }

  private ByteBuf question() {
    return Unpooled.wrappedBuffer("{\"model\":\"gpt-4o-mini\"}".getBytes(UTF_8));
  }

  private static String text(Mono<String> text) {
    return text.block();
  }

  /** Everything that an application is shown on the way of a call. */
  private void showWhatCallbacksSee() throws InterruptedException {
    CountDownLatch over = new CountDownLatch(1);
    String body =
        to("own")
            .doOnRequest((request, connection) -> show("request", request, connection))
            .doAfterRequest((request, connection) -> show("sent", request, connection))
            .doOnResponse((response, connection) -> show("response", response, connection))
            .doAfterResponseSuccess((response, connection) -> over.countDown())
            .post()
            .uri(server.url() + Cases.PATH)
            .send(
                (request, outbound) -> {
                  line(outbound.getClass() + " " + (outbound == (Object) request));
                  return outbound.send(Mono.fromSupplier(this::question));
                })
            .responseSingle(
                (response, content) ->
                    content.map(
                        bytes -> bytes.getClass() + " " + bytes.refCnt() + bytes.toString(UTF_8)))
            .block();
    over.await();
    line(body);
  }

  private static void show(String when, Object message, Connection connection) {
    line(when + " " + message.getClass() + " " + connection.getClass());
    line(connection.channel().getClass() + " " + connection.channel().pipeline().names());
  }

  private void sendInPieces() {
    Flux<ByteBuf> pieces =
        Flux.just("{\"mod", "el\":\"gpt", "-4o-mini\"}")
            .map(piece -> Unpooled.wrappedBuffer(piece.getBytes(UTF_8)))
            .doOnRequest(count -> line("asked for " + count));
    line(
        text(
            to("own")
                .post()
                .uri(server.url() + Cases.PATH)
                .send(pieces)
                .responseContent()
                .aggregate()
                .asString()));
  }

  private void decompress() {
    line(
        to("gzip")
            .compress(true)
            .post()
            .uri(server.url() + Cases.PATH)
            .send(Mono.fromSupplier(this::question))
            .responseSingle(
                (response, content) ->
                    content.asString().map(body -> response.responseHeaders().names() + body))
            .block());
  }

  private void askAgain() {
    line(
        post("unavailable")
            .responseSingle(
                (response, content) ->
                    response.status().code() == 503
                        ? content.then(Mono.<String>error(new IllegalStateException("503")))
                        : content.asString())
            .retry(1)
            .block());
  }

  private void failToSend() {
    Flux<ByteBuf> broken =
        Flux.concat(
            Mono.fromSupplier(() -> question().slice(0, 5)),
            Mono.error(new IllegalStateException("broken")));
    to("json")
        .post()
        .uri(server.url() + Cases.PATH)
        .send(broken)
        .responseContent()
        .aggregate()
        .block();
  }

  private static final class ReactorCall implements Call {
    private final HttpClient client;
    private final Ask ask;
    private final AtomicBoolean written = new AtomicBoolean();
    private volatile CompletableFuture<ReactorReply> future;
    private volatile ReactorReply reply;

    ReactorCall(HttpClient client, Ask ask) {
      this.client = client;
      this.ask = ask;
    }

    @Override
    public Reply send() throws Exception {
      ReactorReply first = send(client);
      if (first.status() != UNAUTHORIZED) {
        return first;
      }
      first.body().readAllBytes();
      return send(client.headers(headers -> headers.set("Authorization", "Basic " + LOGIN)));
    }

    private ReactorReply send(HttpClient asking) throws Exception {
      future = reply(asking).toFuture();
      try {
        reply = future.get();
        return reply;
      } catch (ExecutionException e) {
        throw e.getCause() instanceof Exception cause ? cause : e;
      }
    }

    private Mono<ReactorReply> reply(HttpClient asking) {
      HttpMethod method = HttpMethod.valueOf(ask.method());
      HttpClient.RequestSender request = asking.request(method).uri(ask.url());
      HttpClient.ResponseReceiver<?> sent =
          ask.content() == Content.NONE ? request : request.send(content());
      return sent.responseConnection(
              (response, connection) -> Mono.just(new ReactorReply(response, connection)))
          .single();
    }

    private Publisher<ByteBuf> content() {
      byte[] bytes = ask.content().bytes();
      return ask.content().streams()
          ? Flux.defer(() -> pieces(once(bytes)))
          : Mono.fromSupplier(() -> Unpooled.wrappedBuffer(bytes));
    }

    /** Too small for the name of a model. */
    private static Flux<ByteBuf> pieces(ByteBuf bytes) {
      return Flux.generate(
          pieces -> {
            if (bytes.isReadable()) {
              pieces.next(bytes.readBytes(Math.min(bytes.readableBytes(), PIECE_BYTES)));
            } else {
              pieces.complete();
            }
          });
    }

    private ByteBuf once(byte[] bytes) {
      if (written.getAndSet(true)) {
        throw new IllegalStateException("written twice");
      }
      return Unpooled.wrappedBuffer(bytes);
    }

    @Override
    public void cancel() throws Exception {
      if (!future.cancel(true)) {
        reply.close();
      }
    }
  }

  private static final class ReactorReply implements Reply {
    private final HttpClientResponse response;
    private final Connection connection;
    private final PublishedBytes body = new PublishedBytes();
    private boolean begun;

    ReactorReply(HttpClientResponse response, Connection connection) {
      this.response = response;
      this.connection = connection;
    }

    @Override
    public int status() {
      return response.status().code();
    }

    @Override
    public List<String> headers() {
      return response.responseHeaders().entries().stream().map(Object::toString).toList();
    }

    @Override
    public synchronized InputStream body() {
      if (!begun) {
        begun = true;
        connection.inbound().receive().asByteArray().subscribe(toSubscriber(body));
      }
      return body;
    }

    @Override
    public void close() {
      if (begun) {
        body.close();
      } else {
        connection.dispose();
      }
    }
  }
}
