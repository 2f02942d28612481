package io.costspan.instrument.jdkhttp;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.costspan.exchange.RecordingExchange;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The wrappers, put around the client where advice puts them within. */
class JdkHttpTapTest {
  @RegisterExtension
  static final WireMockExtension SERVER =
      WireMockExtension.newInstance().options(wireMockConfig().dynamicPort()).build();

  private final RecordingExchange exchange = new RecordingExchange();
  private final HttpClient client =
      HttpClient.newBuilder().followRedirects(Redirect.ALWAYS).build();
  private final HttpRequest request = post("/v1/chat", "{}").build();

  @Test
  void send_bodyIsRead_tapsSeeBothBodiesToTheEnd() throws Exception {
    serve(aResponse().withHeader("Content-Type", "text/plain").withBody("hello"));

    assertThat(send(BodyHandlers.ofString()).body()).isEqualTo("hello");

    assertThat(exchange.requests()).containsExactly("{}");
    assertThat(exchange.response()).isEqualTo("hello");
    assertThat(exchange.events())
        .containsExactly(
            "request application/json", "request end", "response 200 text/plain", "response end");
  }

  @Test
  void send_discarding_tapSeesTheBodyAllTheSame() throws Exception {
    serve(aResponse().withBody("hello"));

    send(BodyHandlers.discarding());

    assertThat(exchange.response()).isEqualTo("hello");
    assertThat(exchange.events()).endsWith("response end");
  }

  @Test
  void send_stream_keepsItsTypeAndBytes() throws Exception {
    serve(aResponse().withBody("hello"));

    var body = send(BodyHandlers.ofInputStream()).body();

    assertThat(body.getClass()).isEqualTo(untapped(BodyHandlers.ofInputStream()).getClass());
    assertThat(body.readAllBytes()).asString().isEqualTo("hello");
    assertThat(exchange.response()).isEqualTo("hello");
  }

  @Test
  void close_beforeTheEnd_closesTheTap() throws Exception {
    serve(aResponse().withBody("x".repeat(1_000_000)));

    send(BodyHandlers.ofInputStream()).body().close();

    // The client may hand out the stream before it subscribes, and cancels when it does.
    for (int i = 0; i < 5_000 && !exchange.events().contains("response close"); i++) {
      Thread.sleep(1);
    }
    assertThat(exchange.events()).endsWith("response close").doesNotContain("response end");
  }

  @Test
  void send_noContent_endsTheTap() throws Exception {
    serve(aResponse().withStatus(204));

    send(BodyHandlers.ofString());

    assertThat(exchange.events()).endsWith("response 204 null", "response end");
  }

  @Test
  void send_bodyBreaks_failsTheTap() {
    serve(aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK));

    assertThatThrownBy(() -> send(BodyHandlers.ofString())).isInstanceOf(IOException.class);

    assertThat(exchange.events()).last().asString().startsWith("response fail java.io");
  }

  @Test
  void send_redirected_watchesTheBodyAnewAndOnlyTheLastReply() throws Exception {
    serve(aResponse().withStatus(307).withHeader("Location", "/moved").withBody("no"));
    SERVER.stubFor(any(urlPathEqualTo("/moved")).willReturn(aResponse().withBody("yes")));

    send(BodyHandlers.ofString());

    assertThat(exchange.requests()).containsExactly("{}", "{}");
    assertThat(exchange.response()).isEqualTo("yes");
  }

  @Test
  void apply_isCalledOnceOnTheApplicationsHandler() throws Exception {
    serve(aResponse().withBody("hello"));
    AtomicInteger applied = new AtomicInteger();

    send(
        head -> {
          applied.incrementAndGet();
          return BodyHandlers.ofString().apply(head);
        });

    assertThat(applied).hasValue(1);
  }

  @Test
  void apply_throws_reachesTheApplication() {
    serve(aResponse().withBody("hello"));
    RuntimeException refusal = new IllegalStateException("not this status");

    assertThatThrownBy(
            () ->
                send(
                    head -> {
                      throw refusal;
                    }))
        .hasRootCause(refusal);
    assertThat(exchange.response()).isEmpty();
  }

  @Test
  void in_copiesAllButTheBody() {
    HttpRequest copy =
        JdkHttpRequestTap.in(
            post("/v1/chat", "{}")
                .header("X-Twice", "1")
                .header("X-Twice", "2")
                .timeout(Duration.ofSeconds(3))
                .expectContinue(true)
                .version(HttpClient.Version.HTTP_1_1)
                .build(),
            exchange);

    assertThat(copy.headers().allValues("X-Twice")).containsExactly("1", "2");
    assertThat(copy.timeout()).contains(Duration.ofSeconds(3));
    assertThat(copy.expectContinue()).isTrue();
    assertThat(copy.version()).contains(HttpClient.Version.HTTP_1_1);
    assertThat(copy.method()).isEqualTo("POST");
    assertThat(copy.bodyPublisher().orElseThrow().contentLength()).isEqualTo(2);
  }

  @Test
  void in_noBody_isTheSameRequest() {
    HttpRequest get = HttpRequest.newBuilder(uri("/v1/models")).build();

    assertThat(JdkHttpRequestTap.in(get, exchange)).isSameAs(get);
  }

  @Test
  void in_handMadeWithRestrictedHeader_isTheSameRequest() {
    HttpRequest handMade = new HandMade(request);

    assertThat(JdkHttpRequestTap.in(handMade, exchange)).isSameAs(handMade);
  }

  private <T> HttpResponse<T> send(BodyHandler<T> handler) throws Exception {
    return client.send(
        JdkHttpRequestTap.in(request, exchange), new JdkHttpResponseTap<>(handler, exchange));
  }

  private <T> T untapped(BodyHandler<T> handler) throws Exception {
    return client.send(request, handler).body();
  }

  private static void serve(ResponseDefinitionBuilder reply) {
    SERVER.stubFor(any(anyUrl()).willReturn(reply));
  }

  private static HttpRequest.Builder post(String path, String body) {
    return HttpRequest.newBuilder(uri(path))
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body));
  }

  private static URI uri(String path) {
    return URI.create(SERVER.baseUrl() + path);
  }

  /** The JDK's builder would refuse its header. */
  private static final class HandMade extends HttpRequest {
    private final HttpRequest delegate;

    HandMade(HttpRequest delegate) {
      this.delegate = delegate;
    }

    @Override
    public HttpHeaders headers() {
      return HttpHeaders.of(Map.of("Host", List.of("elsewhere")), (name, value) -> true);
    }

    @Override
    public Optional<BodyPublisher> bodyPublisher() {
      return delegate.bodyPublisher();
    }

    @Override
    public String method() {
      return delegate.method();
    }

    @Override
    public Optional<Duration> timeout() {
      return delegate.timeout();
    }

    @Override
    public boolean expectContinue() {
      return delegate.expectContinue();
    }

    @Override
    public URI uri() {
      return delegate.uri();
    }

    @Override
    public Optional<HttpClient.Version> version() {
      return delegate.version();
    }
  }
}
