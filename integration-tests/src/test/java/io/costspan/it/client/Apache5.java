package io.costspan.it.client;

import static io.costspan.it.apps.Transcript.line;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.cache.CachingHttpClients;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpEntityContainer;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.InputStreamEntity;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.util.Timeout;

/** Apache HttpClient 5, the blocking one. */
final class Apache5 implements Client {
  /** Before 5.2 a reply that stays open came from a method that is deprecated now. */
  private static final boolean OPENS =
      Arrays.stream(CloseableHttpClient.class.getMethods())
          .anyMatch(method -> method.getName().equals("executeOpen"));

  private final Server server;
  private final CloseableHttpClient client;

  Apache5(Server server) {
    this.server = server;
    BasicCredentialsProvider credentials = new BasicCredentialsProvider();
    credentials.setCredentials(
        new AuthScope(null, -1),
        new UsernamePasswordCredentials(Clients.USER, Clients.PASSWORD.toCharArray()));
    PoolingHttpClientConnectionManager pool = new PoolingHttpClientConnectionManager();
    pool.setMaxTotal(64);
    pool.setDefaultMaxPerRoute(64);
    client =
        HttpClients.custom()
            .setConnectionManager(pool)
            .setDefaultCredentialsProvider(credentials)
            .disableAutomaticRetries()
            .build();
  }

  @Override
  public Call prepare(Ask ask) {
    HttpUriRequestBase request = new HttpUriRequestBase(ask.method(), URI.create(ask.url()));
    ask.headers().forEach(request::setHeader);
    request.setEntity(entity(ask.content()));
    RequestConfig.Builder limits = RequestConfig.custom();
    Timeout limit = Timeout.ofMilliseconds(ask.timeoutMillis());
    switch (ask.limit()) {
      case CONNECT -> limits.setConnectTimeout(limit);
      default -> limits.setResponseTimeout(limit);
    }
    request.setConfig(limits.build());
    return new Apache5Call(client, request);
  }

  @Override
  public Set<Limit> limits() {
    return EnumSet.of(Limit.CONNECT, Limit.BODY);
  }

  @Override
  public boolean cancelsBeforeSending() {
    return true;
  }

  @Override
  public boolean cancelsWhileSending() {
    return true;
  }

  @Override
  public boolean freesConnectionsAtOnce() {
    return true;
  }

  private static HttpEntity entity(Content content) {
    if (content == Content.NONE) {
      return null;
    }
    ContentType type = ContentType.parse(content.type());
    return content.streams()
        ? new InputStreamEntity(new ByteArrayInputStream(content.bytes()), type)
        : new ByteArrayEntity(content.bytes(), type);
  }

  @Override
  public void close() throws IOException {
    client.close();
  }

  @Override
  public Map<String, Case> ownCases() {
    return new TreeMap<>(
        Map.of(
            "own-objects", this::showWhoseObjects,
            "handler", () -> line(client.execute(ask("own"), Apache5::text)),
            "write-to", this::writeTo,
            "entity-utils",
                () -> line(client.execute(ask("own"), r -> EntityUtils.toString(r.getEntity()))),
            "trailers", this::readChunked,
            "shown", this::showWhatInterceptorsSee,
            "consume", this::consume,
            "lz4", this::decompress,
            "cache", this::askTwice));
  }

  /** Everything that an application is shown on the way of a call, which logs in first. */
  private void showWhatInterceptorsSee() throws IOException {
    HttpPost request = ask("login");
    HttpEntity own = request.getEntity();
    BasicCredentialsProvider credentials = new BasicCredentialsProvider();
    credentials.setCredentials(
        new AuthScope(null, -1),
        new UsernamePasswordCredentials(Clients.USER, Clients.PASSWORD.toCharArray()));
    try (CloseableHttpClient signing =
        HttpClients.custom()
            .setDefaultCredentialsProvider(credentials)
            .addRequestInterceptorLast((sent, details, context) -> sign(sent, own))
            .build()) {
      signing.execute(
          request,
          response -> {
            HttpEntity entity = response.getEntity();
            line(response.getClass() + " " + entity.getClass());
            line(entity + " " + entity.getContentLength() + " " + entity.isStreaming());
            InputStream content = entity.getContent();
            line(content.getClass() + " " + Arrays.toString(content.getClass().getInterfaces()));
            line(content.read() + " " + content.markSupported());
            line("available: " + (content.available() > 0));
            line(new String(content.readAllBytes(), UTF_8));
            return null;
          });
    }
  }

  private static void sign(HttpRequest sent, HttpEntity own) {
    StringEntity entity = (StringEntity) ((HttpEntityContainer) sent).getEntity();
    line("sent: " + sent + " " + entity.getClass() + " " + (entity == own));
  }

  /** What the client reads on its own account counts as read. */
  private void consume() throws IOException {
    client.execute(
        ask("early-close"),
        response -> {
          EntityUtils.consume(response.getEntity());
          line("consumed");
          return null;
        });
  }

  private void decompress() throws IOException {
    HttpPost request = ask("lz4");
    request.setHeader("Accept-Encoding", "lz4-framed");
    client.execute(
        request,
        response -> {
          line(EntityUtils.toString(response.getEntity()).length());
          return null;
        });
  }

  private void askTwice() throws IOException {
    try (CloseableHttpClient caching = CachingHttpClients.createMemoryBound()) {
      for (int time = 0; time < 2; time++) {
        HttpGet request = new HttpGet(server.searchUrl());
        request.setHeader("X-Case", "cache");
        line(caching.execute(request, Apache5::text));
      }
    }
  }

  private HttpPost ask(String name) {
    HttpPost request = new HttpPost(server.url() + Cases.PATH);
    request.setHeader("X-Case", name);
    request.setEntity(
        new StringEntity("{\"model\":\"gpt-4o-mini\"}", ContentType.APPLICATION_JSON));
    return request;
  }

  private static String text(ClassicHttpResponse response) throws IOException {
    return new String(response.getEntity().getContent().readAllBytes(), UTF_8);
  }

  private void showWhoseObjects() throws IOException {
    HttpPost request = ask("own");
    HttpEntity entity = request.getEntity();
    line(client.execute(request, Apache5::text));
    line("the request's entity: " + (request.getEntity() == entity));
  }

  private void writeTo() throws IOException {
    ByteArrayOutputStream copy = new ByteArrayOutputStream();
    client.execute(
        ask("own"),
        response -> {
          HttpEntity entity = response.getEntity();
          line(entity.isRepeatable() + " " + entity.isStreaming() + " " + entity.isChunked());
          line(entity.getContentLength() + " " + entity.getContentType());
          entity.writeTo(copy);
          return null;
        });
    line(copy.toString(UTF_8));
  }

  private void readChunked() throws IOException {
    client.execute(
        ask("chunked"),
        response -> {
          line(text(response));
          line(response.getEntity().getTrailers().get());
          return null;
        });
  }

  private record Apache5Call(CloseableHttpClient client, HttpUriRequestBase request)
      implements Call {
    @Override
    @SuppressWarnings("deprecation")
    public Reply send() throws IOException {
      return new Apache5Reply(
          OPENS ? client.executeOpen(null, request, null) : client.execute(request));
    }

    @Override
    public void cancel() {
      request.cancel();
    }
  }

  private record Apache5Reply(ClassicHttpResponse response) implements Reply {
    @Override
    public int status() {
      return response.getCode();
    }

    @Override
    public List<String> headers() {
      return Arrays.stream(response.getHeaders()).map(Object::toString).toList();
    }

    @Override
    public InputStream body() throws IOException {
      return response.getEntity() == null
          ? InputStream.nullInputStream()
          : response.getEntity().getContent();
    }

    @Override
    public void close() throws IOException {
      response.close();
    }
  }
}
