package io.costspan.it.client;

import static io.costspan.it.apps.Transcript.line;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.http.HttpEntity;
import org.apache.http.HttpEntityEnclosingRequest;
import org.apache.http.HttpRequest;
import org.apache.http.HttpResponse;
import org.apache.http.auth.AuthScope;
import org.apache.http.auth.UsernamePasswordCredentials;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.client.methods.HttpPost;
import org.apache.http.client.methods.HttpUriRequest;
import org.apache.http.client.methods.RequestBuilder;
import org.apache.http.conn.ConnectionReleaseTrigger;
import org.apache.http.entity.ByteArrayEntity;
import org.apache.http.entity.ContentType;
import org.apache.http.entity.InputStreamEntity;
import org.apache.http.entity.StringEntity;
import org.apache.http.impl.client.BasicCredentialsProvider;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.DefaultHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.apache.http.impl.client.LaxRedirectStrategy;
import org.apache.http.impl.client.cache.CacheConfig;
import org.apache.http.impl.client.cache.CachingHttpClients;
import org.apache.http.protocol.HttpContext;
import org.apache.http.util.EntityUtils;

/** Apache HttpClient 4.5. */
final class Apache4 implements Client {
  private final Server server;
  private final CloseableHttpClient client;

  Apache4(Server server) {
    this.server = server;
    BasicCredentialsProvider credentials = new BasicCredentialsProvider();
    credentials.setCredentials(
        AuthScope.ANY, new UsernamePasswordCredentials(Clients.USER, Clients.PASSWORD));
    client =
        HttpClients.custom()
            .setRedirectStrategy(new LaxRedirectStrategy())
            .setDefaultCredentialsProvider(credentials)
            .setMaxConnPerRoute(64)
            .setMaxConnTotal(64)
            .build();
  }

  @Override
  public Call prepare(Ask ask) {
    RequestBuilder request = RequestBuilder.create(ask.method()).setUri(ask.url());
    ask.headers().forEach(request::addHeader); // 4.3 cannot set the first one
    RequestConfig.Builder limits = RequestConfig.custom();
    switch (ask.limit()) {
      case CONNECT -> limits.setConnectTimeout(ask.timeoutMillis());
      default -> limits.setSocketTimeout(ask.timeoutMillis());
    }
    request.setConfig(limits.build());
    return new Apache4Call(client, request.setEntity(entity(ask.content())).build());
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
    Map<String, Case> cases =
        new TreeMap<>(
            Map.of(
                "own-objects", this::showWhoseObjects,
                "handler", () -> line(client.execute(ask("own"), Apache4::text)),
                "write-to", this::writeTo,
                "entity-utils",
                    () ->
                        line(client.execute(ask("own"), r -> EntityUtils.toString(r.getEntity()))),
                "trailers", this::readChunked,
                "shown", this::showWhatInterceptorsSee,
                "abort", this::abortByTheContent,
                "consume", this::consume,
                "old-client", this::useTheOldClient,
                "cache", () -> askTwice("cache")));
    cases.put("revalidate", () -> askTwice("revalidate"));
    return cases;
  }

  /** Everything that an application is shown on the way of a call, which logs in first. */
  private void showWhatInterceptorsSee() throws IOException {
    HttpPost request = ask("login");
    HttpEntity own = request.getEntity();
    BasicCredentialsProvider credentials = new BasicCredentialsProvider();
    credentials.setCredentials(
        AuthScope.ANY, new UsernamePasswordCredentials(Clients.USER, Clients.PASSWORD));
    try (CloseableHttpClient signing =
        HttpClients.custom()
            .setDefaultCredentialsProvider(credentials)
            .addInterceptorLast((HttpRequest sent, HttpContext context) -> sign(sent, own))
            .build()) {
      HttpResponse response = signing.execute(request);
      HttpEntity entity = response.getEntity();
      line(response.getClass().getSimpleName().startsWith("$") + " " + entity.getClass());
      line(entity + " " + entity.getContentLength() + " " + entity.isStreaming());
      InputStream content = entity.getContent();
      line(content.getClass() + " " + Arrays.toString(content.getClass().getInterfaces()));
      line(content.read() + " " + content.markSupported());
      line("available: " + (content.available() > 0));
      line(new String(content.readAllBytes(), UTF_8));
    }
  }

  private static void sign(HttpRequest sent, HttpEntity own) throws IOException {
    HttpEntity entity = ((HttpEntityEnclosingRequest) sent).getEntity();
    line("sent: " + sent + " " + entity.getClass() + " " + entity);
    if (entity instanceof StringEntity text) {
      line("its own: " + (text == own));
    }
  }

  private void abortByTheContent() throws IOException {
    try (CloseableHttpResponse response = client.execute(ask("early-close"))) {
      InputStream content = response.getEntity().getContent();
      line(content.read());
      ((ConnectionReleaseTrigger) content).abortConnection();
      line("aborted");
    }
  }

  /** What the client reads on its own account counts as read. */
  private void consume() throws IOException {
    try (CloseableHttpResponse response = client.execute(ask("early-close"))) {
      EntityUtils.consume(response.getEntity());
      line("consumed");
    }
  }

  @SuppressWarnings("deprecation") // applications still use it
  private void useTheOldClient() throws IOException {
    try (DefaultHttpClient old = new DefaultHttpClient()) {
      for (String name : List.of("own", "chunked", "early-close")) {
        HttpEntity entity = old.execute(ask(name)).getEntity();
        line(entity.getClass() + " " + EntityUtils.toString(entity).length());
      }
    }
  }

  private void askTwice(String name) throws IOException {
    try (CloseableHttpClient caching =
        CachingHttpClients.custom().setCacheConfig(CacheConfig.DEFAULT).build()) {
      for (int time = 0; time < 2; time++) {
        HttpGet request = new HttpGet(server.searchUrl());
        request.setHeader("X-Case", name);
        try (CloseableHttpResponse response = caching.execute(request)) {
          line(EntityUtils.toString(response.getEntity()));
        }
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

  private static String text(HttpResponse response) throws IOException {
    return new String(response.getEntity().getContent().readAllBytes(), UTF_8);
  }

  private void showWhoseObjects() throws IOException {
    HttpPost request = ask("own");
    HttpEntity entity = request.getEntity();
    line(client.execute(request, Apache4::text));
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
          line(response.getEntity().isChunked());
          return null;
        });
  }

  private record Apache4Call(CloseableHttpClient client, HttpUriRequest request) implements Call {
    @Override
    public Reply send() throws IOException {
      return new Apache4Reply(client.execute(request));
    }

    @Override
    public void cancel() {
      request.abort();
    }
  }

  private record Apache4Reply(CloseableHttpResponse response) implements Reply {
    @Override
    public int status() {
      return response.getStatusLine().getStatusCode();
    }

    @Override
    public List<String> headers() {
      return Arrays.stream(response.getAllHeaders()).map(Object::toString).toList();
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
