package io.costspan.it.client;

import static io.costspan.it.apps.Transcript.line;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.http.HttpEntity;
import org.apache.http.HttpHost;
import org.apache.http.HttpResponse;
import org.apache.http.auth.AuthScope;
import org.apache.http.auth.UsernamePasswordCredentials;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.HttpUriRequest;
import org.apache.http.client.methods.RequestBuilder;
import org.apache.http.client.utils.URIUtils;
import org.apache.http.entity.ByteArrayEntity;
import org.apache.http.entity.ContentType;
import org.apache.http.entity.InputStreamEntity;
import org.apache.http.impl.client.BasicCredentialsProvider;
import org.apache.http.impl.client.LaxRedirectStrategy;
import org.apache.http.impl.nio.client.CloseableHttpAsyncClient;
import org.apache.http.impl.nio.client.HttpAsyncClientBuilder;
import org.apache.http.impl.nio.client.HttpAsyncClients;
import org.apache.http.nio.client.methods.HttpAsyncMethods;
import org.apache.http.nio.protocol.HttpAsyncRequestProducer;

/** Apache HttpAsyncClient 4.1. */
final class Apache4Async implements Client {
  private final Server server;
  private final CloseableHttpAsyncClient client = builder().build();

  Apache4Async(Server server) {
    this.server = server;
    client.start();
  }

  private static HttpAsyncClientBuilder builder() {
    BasicCredentialsProvider credentials = new BasicCredentialsProvider();
    credentials.setCredentials(
        AuthScope.ANY, new UsernamePasswordCredentials(Clients.USER, Clients.PASSWORD));
    return HttpAsyncClients.custom()
        .setMaxConnTotal(64)
        .setMaxConnPerRoute(64)
        .setRedirectStrategy(new LaxRedirectStrategy())
        .setDefaultCredentialsProvider(credentials);
  }

  @Override
  public Call prepare(Ask ask) {
    return new AsyncCall(client, request(ask));
  }

  private static HttpAsyncRequestProducer request(Ask ask) {
    RequestBuilder builder =
        RequestBuilder.create(ask.method())
            .setUri(ask.url())
            .setEntity(entity(ask.content()))
            .setConfig(RequestConfig.custom().setSocketTimeout(ask.timeoutMillis()).build());
    ask.headers().forEach(builder::addHeader);
    HttpUriRequest request = builder.build();
    HttpHost host = URIUtils.extractHost(request.getURI());
    return HttpAsyncMethods.create(host, request);
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
        Map.of("own-objects", this::showWhoseObjects, "minimal", this::callByMinimalClient));
  }

  private Ask own(String name) {
    byte[] question = "{\"model\":\"gpt-4o-mini\"}".getBytes(UTF_8);
    return Ask.of(
        "POST", name, server.url() + Cases.PATH, new Content("application/json", question, false));
  }

  private void callByMinimalClient() throws Exception {
    try (CloseableHttpAsyncClient minimal = HttpAsyncClients.createMinimal()) {
      minimal.start();
      show(minimal, request(own("own")));
    }
  }

  private static void show(CloseableHttpAsyncClient client, HttpAsyncRequestProducer request)
      throws Exception {
    Reply reply = new AsyncCall(client, request).send();
    line(reply.status() + " " + new String(reply.body().readAllBytes(), UTF_8));
  }

  /** Everything that an application is shown on the way of a call, which logs in first. */
  private void showWhoseObjects() throws Exception {
    Apache4Shown shown = new Apache4Shown();
    Ask ask = own("login");
    try (CloseableHttpAsyncClient showing = builder().addInterceptorLast(shown).build()) {
      showing.start();
      RequestBuilder request = RequestBuilder.post(ask.url());
      request.setEntity(shown.own(entity(ask.content())));
      ask.headers().forEach(request::addHeader);
      HttpUriRequest built = request.build();
      show(
          showing,
          shown.producer(HttpAsyncMethods.create(URIUtils.extractHost(built.getURI()), built)));
    }
    shown.print();
  }

  private static final class AsyncCall implements Call {
    private final CloseableHttpAsyncClient client;
    private final HttpAsyncRequestProducer request;
    private volatile Future<Void> future;

    AsyncCall(CloseableHttpAsyncClient client, HttpAsyncRequestProducer request) {
      this.client = client;
      this.request = request;
    }

    @Override
    public Reply send() throws Exception {
      Apache4Consumer consumer = new Apache4Consumer(this::cancel);
      future = client.execute(request, consumer, consumer);
      try {
        return new AsyncReply(consumer.head.get(), consumer.body);
      } catch (ExecutionException e) {
        throw e.getCause() instanceof Exception cause ? cause : e;
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
      return head.getStatusLine().getStatusCode();
    }

    @Override
    public List<String> headers() {
      return Arrays.stream(head.getAllHeaders()).map(Object::toString).toList();
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
