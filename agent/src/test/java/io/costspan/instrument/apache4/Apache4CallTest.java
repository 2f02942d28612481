package io.costspan.instrument.apache4;

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
import io.costspan.exchange.RecordingExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.http.HttpEntity;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpPost;
import org.apache.http.entity.ByteArrayEntity;
import org.apache.http.entity.ContentType;
import org.apache.http.entity.StringEntity;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.apache.http.impl.client.LaxRedirectStrategy;
import org.apache.http.util.EntityUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The wrappers, put around the client where advice puts them within. */
class Apache4CallTest {
  @RegisterExtension
  static final WireMockExtension SERVER =
      WireMockExtension.newInstance().options(wireMockConfig().dynamicPort()).build();

  private final RecordingExchange exchange = new RecordingExchange();
  private final CloseableHttpClient client =
      HttpClients.custom().setRedirectStrategy(new LaxRedirectStrategy()).build();
  private final HttpPost request = new HttpPost(SERVER.baseUrl() + "/v1/chat");
  private final StringEntity entity = new StringEntity("{}", ContentType.APPLICATION_JSON);

  @AfterEach
  void close() throws IOException {
    client.close();
  }

  @Test
  void read_toTheEnd_showsDecodedBytesAndEnds() throws IOException {
    serve(aResponse().withHeader("Content-Type", "text/plain").withBody("hello"));

    assertThat(EntityUtils.toString(call().getEntity())).isEqualTo("hello");

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
  void execute_request_keepsItsEntity() throws IOException {
    serve(aResponse().withBody("hello"));

    call().close();

    assertThat(request.getEntity()).isSameAs(entity);
  }

  @Test
  void execute_redirect_showsEachWritingAnew() throws IOException {
    serve(aResponse().withBody("hello"));
    SERVER.stubFor(
        post("/v1/chat").willReturn(aResponse().withStatus(307).withHeader("Location", "/there")));

    assertThat(EntityUtils.toString(call().getEntity())).isEqualTo("hello");

    assertThat(exchange.requests()).containsExactly("{}", "{}");
    assertThat(exchange.response()).isEqualTo("hello");
  }

  @Test
  void execute_fails_restoresEntityAndReports() {
    IOException failure = new IOException("refused");
    request.setEntity(entity);
    Apache4Call call = new Apache4Call(exchange, request);

    call.failed(failure);

    assertThat(request.getEntity()).isSameAs(entity);
    assertThat(exchange.events()).containsExactly("failed " + failure);
  }

  @Test
  void execute_twoThreadsOneRequest_entityStaysTheApplicationsOwn() {
    request.setEntity(entity);
    Apache4Call first = new Apache4Call(exchange, request);
    Apache4Call second = new Apache4Call(new RecordingExchange(), request);

    first.failed(new IOException());
    second.failed(new IOException());

    assertThat(request.getEntity()).isSameAs(entity);
  }

  @Test
  void writeTo_response_showsBytesAndEnds() throws IOException {
    serve(aResponse().withBody("hello"));
    ByteArrayOutputStream target = new ByteArrayOutputStream();

    call().getEntity().writeTo(target);

    assertThat(target.toString(StandardCharsets.UTF_8)).isEqualTo("hello");
    assertThat(exchange.response()).isEqualTo("hello");
    assertThat(exchange.events()).contains("response end");
  }

  @Test
  void close_beforeEnd_showsWhatWasRead() throws IOException {
    serve(aResponse().withBody("0123456789"));

    try (InputStream content = call().getEntity().getContent()) {
      content.readNBytes(4);
    }

    assertThat(exchange.response()).isEqualTo("0123");
    assertThat(exchange.events()).last().isEqualTo("response close");
  }

  @Test
  void closed_unread_reportsClose() throws IOException {
    serve(aResponse().withBody("0123456789"));

    ((ResponseEntity) call().getEntity()).closed();

    assertThat(exchange.events()).last().isEqualTo("response close");
  }

  @Test
  void read_connectionBreaks_reportsTheSameFailure() throws IOException {
    serve(aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK));
    HttpEntity broken = call().getEntity();

    assertThatThrownBy(() -> EntityUtils.toString(broken))
        .satisfies(failure -> assertThat(exchange.events()).contains("response fail " + failure));
  }

  @Test
  void answered_withoutBody_endsAtOnce() throws IOException {
    serve(aResponse().withStatus(204));

    call().close();

    assertThat(exchange.events()).last().isEqualTo("response end");
  }

  @Test
  void getContent_repeatableEntity_showsTheFirstReadingOnly() throws IOException {
    HttpEntity repeatable =
        new ResponseEntity(
            new ByteArrayEntity("hello".getBytes(StandardCharsets.UTF_8)),
            exchange.responseBody(200, name -> null));

    assertThat(EntityUtils.toString(repeatable)).isEqualTo("hello");
    assertThat(EntityUtils.toString(repeatable)).isEqualTo("hello");

    assertThat(exchange.response()).isEqualTo("hello");
  }

  private CloseableHttpResponse call() throws IOException {
    request.setEntity(entity);
    Apache4Call call = new Apache4Call(exchange, request);
    CloseableHttpResponse response = client.execute(request);
    call.answered(response);
    return response;
  }

  private static void serve(ResponseDefinitionBuilder response) {
    SERVER.stubFor(any(anyUrl()).willReturn(response));
  }
}
