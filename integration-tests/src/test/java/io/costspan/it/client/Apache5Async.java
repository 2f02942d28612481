package io.costspan.it.client;

import static io.costspan.it.apps.Transcript.line;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.cache.CachingHttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.apache.hc.core5.http.nio.AsyncRequestProducer;
import org.apache.hc.core5.http.nio.entity.BasicAsyncEntityProducer;
import org.apache.hc.core5.http.nio.support.AsyncRequestBuilder;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;

/** Apache HttpClient 5, the asynchronous one. */
final class Apache5Async implements Client {
  private final Server server;
  private final CloseableHttpAsyncClient client;

  Apache5Async(Server server) {
    this.server = server;
    BasicCredentialsProvider credentials = new BasicCredentialsProvider();
    credentials.setCredentials(
        new AuthScope(null, -1),
        new UsernamePasswordCredentials(Clients.USER, Clients.PASSWORD.toCharArray()));
    client =
        HttpAsyncClients.custom()
            .setConnectionManager(
                PoolingAsyncClientConnectionManagerBuilder.create()
                    .setMaxConnTotal(64)
                    .setMaxConnPerRoute(64)
                    .build())
            .setDefaultCredentialsProvider(credentials)
            .disableAutomaticRetries()
            .build();
    client.start();
  }

  @Override
  public boolean speaksHttp2() {
    return true;
  }

  @Override
  public Call prepare(Ask ask) {
    return new AsyncCall(client, request(ask), config(ask));
  }

  private static AsyncRequestProducer request(Ask ask) {
    AsyncRequestBuilder request = AsyncRequestBuilder.create(ask.method()).setUri(ask.url());
    ask.headers().forEach(request::addHeader);
    return request.setEntity(entity(ask.content())).build();
  }

  /** The stand-in names the coding "none" over TLS, which no client can undo. */
  private static RequestConfig config(Ask ask) {
    return RequestConfig.custom()
        .setContentCompressionEnabled(!ask.url().startsWith("https"))
        .setResponseTimeout(Timeout.ofMilliseconds(ask.timeoutMillis()))
        .build();
  }

  private static AsyncEntityProducer entity(Content content) {
    return content == Content.NONE
        ? null
        : new BasicAsyncEntityProducer(
            content.bytes(), ContentType.parse(content.type()), content.streams());
  }

  @Override
  public void close() {
    // To wait for connections that the server keeps would take seconds.
    client.close(CloseMode.IMMEDIATE);
  }

  @Override
  public Map<String, Case> ownCases() {
    return new TreeMap<>(
        Map.of(
            "own-objects", this::showWhoseObjects,
            "minimal", () -> show(HttpAsyncClients.createMinimal(), own("own", server.url())),
            "h2-only",
                () ->
                    show(HttpAsyncClients.createHttp2Default(), own("h2-json", server.secureUrl())),
            "h2-minimal",
                () ->
                    show(HttpAsyncClients.createHttp2Minimal(), own("h2-json", server.secureUrl())),
            "unavailable",
                () -> show(HttpAsyncClients.createDefault(), own("unavailable", server.url())),
            "cache", () -> askTwice("cache"),
            "revalidate", () -> askTwice("revalidate")));
  }

  @Override
  public Map<String, Case> blockedCases() {
    return new TreeMap<>(
        Map.of(
            "blocked-minimal", () -> beBlocked(HttpAsyncClients.createMinimal()),
            "blocked-h2", () -> beBlocked(HttpAsyncClients.createHttp2Default()),
            "blocked-h2-minimal", () -> beBlocked(HttpAsyncClients.createHttp2Minimal())));
  }

  private void beBlocked(CloseableHttpAsyncClient other) throws Exception {
    try {
      show(other, own("blocked", server.spentUrl()));
    } catch (IOException blocked) {
      line("failed with " + blocked.getClass());
    }
  }

  private static Ask own(String name, String url) {
    byte[] question = "{\"model\":\"gpt-4o-mini\"}".getBytes(UTF_8);
    return Ask.of("POST", name, url + Cases.PATH, new Content("application/json", question, false));
  }

  private static void show(CloseableHttpAsyncClient other, Ask ask) throws Exception {
    try (other) {
      other.start();
      show(other, request(ask));
    }
  }

  private static void show(CloseableHttpAsyncClient client, AsyncRequestProducer request)
      throws Exception {
    Reply reply = new AsyncCall(client, request, RequestConfig.DEFAULT).send();
    line(reply.status() + " " + new String(reply.body().readAllBytes(), UTF_8));
  }

  private void askTwice(String name) throws Exception {
    try (CloseableHttpAsyncClient caching = CachingHttpAsyncClients.createMemoryBound()) {
      caching.start();
      for (int time = 0; time < 2; time++) {
        show(caching, request(Ask.of("GET", name, server.searchUrl(), Content.NONE)));
      }
    }
  }

  /** Everything that an application is shown on the way of a call, which logs in first. */
  private void showWhoseObjects() throws Exception {
    Ask ask = own("login", server.url());
    Apache5Shown shown = new Apache5Shown(entity(ask.content()));
    BasicCredentialsProvider credentials = new BasicCredentialsProvider();
    credentials.setCredentials(
        new AuthScope(null, -1),
        new UsernamePasswordCredentials(Clients.USER, Clients.PASSWORD.toCharArray()));
    try (CloseableHttpAsyncClient showing =
        HttpAsyncClients.custom()
            .setDefaultCredentialsProvider(credentials)
            .addRequestInterceptorLast(shown)
            .addExecInterceptorLast("shown", shown)
            .build()) {
      showing.start();
      AsyncRequestBuilder request = AsyncRequestBuilder.post(ask.url()).setEntity(shown.producer());
      ask.headers().forEach(request::addHeader);
      show(showing, request.build());
    }
    shown.print();
  }

  private static final class AsyncCall implements Call {
    private final CloseableHttpAsyncClient client;
    private final AsyncRequestProducer request;
    private final HttpClientContext context = HttpClientContext.create();
    private volatile Future<Void> future;

    AsyncCall(CloseableHttpAsyncClient client, AsyncRequestProducer request, RequestConfig config) {
      this.client = client;
      this.request = request;
      context.setRequestConfig(config);
    }

    @Override
    public Reply send() throws Exception {
      Apache5Consumer consumer = new Apache5Consumer(this::cancel);
      future = client.execute(request, consumer, null, context, consumer);
      try {
        return new AsyncReply(consumer.head.get(), consumer.body);
      } catch (ExecutionException e) {
        throw e.getCause() instanceof Exception cause ? cause : e;
      } catch (CancellationException e) {
        throw e;
      }
    }

    @Override
    public void cancel() {
      future.cancel(true);
    }
  }

  private record AsyncReply(HttpResponse head, Received received) implements Reply {
    @Override
    public int status() {
      return head.getCode();
    }

    @Override
    public List<String> headers() {
      return Arrays.stream(head.getHeaders()).map(Object::toString).toList();
    }

    @Override
    public InputStream body() {
      return received;
    }

    @Override
    public void close() {
      received.close();
    }
  }
}
