package io.costspan.it.client;

import static io.costspan.it.apps.Transcript.line;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.AsyncRequestContent;
import org.eclipse.jetty.client.Authentication;
import org.eclipse.jetty.client.BasicAuthentication;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.CompletableResponseListener;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.InputStreamRequestContent;
import org.eclipse.jetty.client.InputStreamResponseListener;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.StringRequestContent;
import org.eclipse.jetty.client.transport.HttpClientConnectionFactory;
import org.eclipse.jetty.client.transport.HttpClientTransportDynamic;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.client.transport.ClientConnectionFactoryOverHTTP2;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;

/** Jetty 12, by HTTP/1.1 and, over TLS, by HTTP/2. */
final class Jetty implements Client {
  private static final int PATIENT_SECONDS = 30;

  private final Server server;
  private final HttpClient client;

  Jetty(Server server) throws Exception {
    this.server = server;
    ClientConnector connector = new ClientConnector();
    client =
        new HttpClient(
            new HttpClientTransportDynamic(
                connector,
                HttpClientConnectionFactory.HTTP11,
                new ClientConnectionFactoryOverHTTP2.HTTP2(new HTTP2Client(connector))));
    client
        .getAuthenticationStore()
        .addAuthentication(
            new BasicAuthentication(
                URI.create(server.url()),
                Authentication.ANY_REALM,
                Clients.USER,
                Clients.PASSWORD));
    client.start();
  }

  @Override
  public JettyCall prepare(Ask ask) {
    Request request =
        client
            .newRequest(ask.url())
            .method(ask.method())
            .timeout(ask.timeoutMillis(), TimeUnit.MILLISECONDS)
            .headers(headers -> ask.headers().forEach(headers::put));
    return new JettyCall(content(request, ask.content()));
  }

  private static Request content(Request request, Content content) {
    if (content == Content.NONE) {
      return request;
    }
    return request.body(
        content.streams()
            ? new InputStreamRequestContent(
                content.type(), new ByteArrayInputStream(content.bytes()))
            : new BytesRequestContent(content.type(), content.bytes()));
  }

  @Override
  public boolean speaksHttp2() {
    return true;
  }

  @Override
  public void close() throws Exception {
    client.stop();
  }

  @Override
  public Map<String, Case> ownCases() {
    return new TreeMap<>(
        Map.of(
            "own-objects", () -> show(ask("own", server.url()).send()),
            "shown", () -> showWhatListenersSee(ask("login", server.url())),
            "secure", () -> showWhatListenersSee(ask("h2-json", server.secureUrl())),
            "pieces", this::sendPieceByPiece,
            "sources", this::readFromSource,
            "two-listeners", this::readTwice,
            "moved-on", this::followTooOften));
  }

  @Override
  public Map<String, Case> blockedCases() {
    return Map.of("blocked-listener", this::listenToWhatIsBlocked);
  }

  private void listenToWhatIsBlocked() throws Exception {
    CompletableFuture<Throwable> complete = new CompletableFuture<>();
    ask("blocked", server.spentUrl())
        .onRequestBegin(request -> line("got a response"))
        .onRequestFailure((request, failure) -> line("request failed with " + failure.getClass()))
        .onResponseFailure((head, failure) -> line("response failed with " + failure.getClass()))
        .send(result -> complete.complete(result.getFailure()));
    line(complete.get(PATIENT_SECONDS, TimeUnit.SECONDS).getMessage());
    try {
      line("got a response " + ask("blocked", server.spentUrl()).send());
    } catch (ExecutionException blocked) {
      line("failed with " + blocked.getCause().getClass());
    }
  }

  private Request ask(String name, String url) {
    return client
        .newRequest(url + Cases.PATH)
        .method("POST")
        .headers(headers -> headers.put("X-Case", name))
        .body(new StringRequestContent("application/json", "{\"model\":\"gpt-4o-mini\"}"));
  }

  private static void show(ContentResponse response) {
    line(response.getClass() + " " + response.getRequest().getClass());
    line(response.getStatus() + " " + response.getMediaType() + " " + response.getHeaders());
    line(response.getRequest().getHeaders() + " " + response.getRequest().getAttributes());
    line(response.getContentAsString());
  }

  private void showWhatListenersSee(Request request) throws Exception {
    Request.Content body = request.getBody();
    // The reply may come before the request has been told of.
    List<String> content = new CopyOnWriteArrayList<>();
    request
        .onRequestHeaders(sent -> line("sending " + (sent.getBody() == body) + sent.getHeaders()))
        .onRequestContent((sent, bytes) -> content.add(text(bytes) + bytes.getClass()))
        .onResponseHeaders(head -> line("head " + head.getClass() + " " + head.getHeaders()))
        .onResponseContent((head, bytes) -> line("read " + text(bytes)))
        .onResponseSuccess(reply -> line("replied " + reply.getStatus()));
    show(request.send());
    line("content " + content);
  }

  private static String text(ByteBuffer bytes) {
    return UTF_8.decode(bytes.slice()).toString();
  }

  private void sendPieceByPiece() throws Exception {
    AsyncRequestContent body = new AsyncRequestContent("application/json");
    CompletableFuture<ContentResponse> replied = new CompletableFuture<>();
    Request request = ask("own", server.url()).body(body);
    new CompletableResponseListener(request).send().thenAccept(replied::complete);
    for (String piece : List.of("{\"model\":", "\"gpt-4o-mini\"", "}")) {
      body.write(false, ByteBuffer.wrap(piece.getBytes(UTF_8)), Callback.NOOP);
      body.flush();
    }
    body.close();
    show(replied.get(PATIENT_SECONDS, TimeUnit.SECONDS));
  }

  /** As frameworks do that have a demand of their own. */
  private void readFromSource() throws Exception {
    CompletableFuture<String> read = new CompletableFuture<>();
    CompletableFuture<Boolean> complete = new CompletableFuture<>();
    ask("chunked", server.url())
        .onResponseContentSource(
            (head, source) -> {
              line(source.getClass() + " " + source.getLength());
              org.eclipse.jetty.io.Content.Source.asString(
                  source, UTF_8, Promise.from(read::complete, read::completeExceptionally));
            })
        .send(result -> complete.complete(result.isSucceeded()));
    line(complete.get(PATIENT_SECONDS, TimeUnit.SECONDS) + read.get());
  }

  private void readTwice() throws Exception {
    ContentResponse response =
        ask("gzip", server.url())
            .onResponseContent((head, bytes) -> line("first " + text(bytes)))
            .onResponseContent((head, bytes) -> line("second " + text(bytes)))
            .send();
    line(response.getContentAsString());
  }

  private void followTooOften() throws Exception {
    client.setMaxRedirects(0);
    try {
      line(ask("redirect", server.url()).send().getStatus());
    } catch (ExecutionException refused) {
      line("refused: " + refused.getCause().getClass());
    } finally {
      client.setMaxRedirects(8);
    }
  }

  private record JettyCall(Request request) implements Call {
    @Override
    public Reply send() throws Exception {
      InputStreamResponseListener listener = new InputStreamResponseListener();
      request.send(listener);
      try {
        Response head = listener.get(PATIENT_SECONDS, TimeUnit.SECONDS);
        return new JettyReply(head, listener.getInputStream());
      } catch (ExecutionException failed) {
        throw nameless(failed.getCause());
      }
    }

    @Override
    public void cancel() {
      request.abort(new CancellationException());
    }
  }

  /** Messages name objects by their hashes. */
  private static IOException nameless(Throwable failure) {
    return new IOException(failure.getClass().getName());
  }

  /**
   * @param in which the listener gives only once
   */
  private record JettyReply(Response response, InputStream in) implements Reply {
    @Override
    public int status() {
      return response.getStatus();
    }

    @Override
    public List<String> headers() {
      return response.getHeaders().stream().map(Object::toString).toList();
    }

    @Override
    public InputStream body() {
      return new Nameless(in);
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }

  private static final class Nameless extends FilterInputStream {
    Nameless(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      try {
        return super.read(target, offset, length);
      } catch (IOException failure) {
        throw nameless(failure);
      }
    }
  }
}
