package io.costspan.instrument;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.costspan.exchange.BodyTap;
import io.costspan.exchange.Exchange;
import io.costspan.exchange.RecordingExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the wrappers of either Apache client show, put around it where advice puts them within. */
public abstract class ApacheCallContract {
  @RegisterExtension
  static final WireMockExtension SERVER =
      WireMockExtension.newInstance().options(wireMockConfig().dynamicPort()).build();

  private final RecordingExchange exchange = new RecordingExchange();

  /** A response's entity as the application has it. */
  protected interface Body {
    /** Reads it to its end. */
    String text() throws Exception;

    InputStream content() throws IOException;

    void writeTo(OutputStream out) throws IOException;

    /** Closes the response, as far as the wrappers see it. */
    void close() throws IOException;
  }

  /** Sends the one request of the test, whose entity is <code>{}</code>. */
  protected abstract Body send(Exchange exchange) throws Exception;

  /** Begins a call of that request; what is returned lets it fail. */
  protected abstract Consumer<IOException> begin(Exchange exchange);

  protected abstract boolean requestHasItsOwnEntity();

  protected abstract Body repeatable(String text, BodyTap tap);

  protected static String url() {
    return SERVER.baseUrl() + "/v1/chat";
  }

  private Body call() throws Exception {
    return send(exchange);
  }

  @Test
  void read_toTheEnd_showsDecodedBytesAndEnds() throws Exception {
    serve(aResponse().withHeader("Content-Type", "text/plain").withBody("hello"));

    assertThat(call().text()).isEqualTo("hello");

    assertThat(exchange.response()).isEqualTo("hello");
    assertThat(exchange.responseEncoding()).isNull();
    assertThat(exchange.requests()).containsExactly("{}");
    assertThat(exchange.events())
        .startsWith(
            "request application/json; charset=UTF-8",
            "request end",
            "response 200 text/plain",
            "response end");
  }

  @Test
  void execute_request_keepsItsEntity() throws Exception {
    serve(aResponse().withBody("hello"));

    call().close();

    assertThat(requestHasItsOwnEntity()).isTrue();
  }

  @Test
  void execute_redirect_showsEachWritingAnew() throws Exception {
    serve(aResponse().withBody("hello"));
    SERVER.stubFor(
        post("/v1/chat").willReturn(aResponse().withStatus(307).withHeader("Location", "/there")));

    assertThat(call().text()).isEqualTo("hello");

    assertThat(exchange.requests()).containsExactly("{}", "{}");
    assertThat(exchange.response()).isEqualTo("hello");
  }

  @Test
  void execute_fails_restoresEntityAndReports() {
    IOException failure = new IOException("refused");

    begin(exchange).accept(failure);

    assertThat(requestHasItsOwnEntity()).isTrue();
    assertThat(exchange.events()).containsExactly("failed " + failure);
  }

  @Test
  void execute_twoThreadsOneRequest_entityStaysTheApplicationsOwn() {
    Consumer<IOException> first = begin(exchange);
    Consumer<IOException> second = begin(new RecordingExchange());

    first.accept(new IOException());
    second.accept(new IOException());

    assertThat(requestHasItsOwnEntity()).isTrue();
  }

  @Test
  void writeTo_response_showsBytesAndEnds() throws Exception {
    serve(aResponse().withBody("hello"));
    ByteArrayOutputStream target = new ByteArrayOutputStream();

    call().writeTo(target);

    assertThat(target.toString(StandardCharsets.UTF_8)).isEqualTo("hello");
    assertThat(exchange.response()).isEqualTo("hello");
    assertThat(exchange.events()).contains("response end");
  }

  @Test
  void close_beforeEnd_showsWhatWasRead() throws Exception {
    serve(aResponse().withBody("0123456789"));

    try (InputStream content = call().content()) {
      content.readNBytes(4);
    }

    assertThat(exchange.response()).isEqualTo("0123");
    assertThat(exchange.events()).last().isEqualTo("response close");
  }

  @Test
  void close_unread_reportsClose() throws Exception {
    serve(aResponse().withBody("0123456789"));

    call().close();

    assertThat(exchange.events()).last().isEqualTo("response close");
  }

  @Test
  void read_connectionBreaks_reportsTheSameFailure() throws Exception {
    serve(aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK));
    Body broken = call();

    assertThatThrownBy(broken::text)
        .satisfies(failure -> assertThat(exchange.events()).contains("response fail " + failure));
  }

  @Test
  void answered_withoutBody_endsAtOnce() throws Exception {
    serve(aResponse().withStatus(204));

    call().close();

    assertThat(exchange.events()).last().isEqualTo("response end");
  }

  @Test
  void getContent_repeatableEntity_showsTheFirstReadingOnly() throws Exception {
    Body repeatable = repeatable("hello", exchange.responseBody(200, name -> null));

    assertThat(repeatable.text()).isEqualTo("hello");
    assertThat(repeatable.text()).isEqualTo("hello");

    assertThat(exchange.response()).isEqualTo("hello");
  }

  private static void serve(ResponseDefinitionBuilder response) {
    SERVER.stubFor(any(anyUrl()).willReturn(response));
  }
}
