package io.costspan.instrument.apache5;

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
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The wrappers, put around the client where advice puts them within. */
class Apache5CallTest {
  @RegisterExtension
  static final WireMockExtension SERVER =
      WireMockExtension.newInstance().options(wireMockConfig().dynamicPort()).build();

  private final RecordingExchange exchange = new RecordingExchange();
  private final CloseableHttpClient client = HttpClients.createDefault();
  private final HttpPost request = new HttpPost(SERVER.baseUrl() + "/v1/chat");
  private final StringEntity entity = new StringEntity("{}", ContentType.APPLICATION_JSON);

  @AfterEach
  void close() throws Exception {
    client.close();
  }

  @Test
  void read_toTheEnd_showsDecodedBytesAndEnds() throws Exception {
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
  void execute_request_keepsItsEntity() throws Exception {
    serve(aResponse().withBody("hello"));

    call().close();

    assertThat(request.getEntity()).isSameAs(entity);
  }

  @Test
  void execute_redirect_showsEachWritingAnew() throws Exception {
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
    Apache5Call call = new Apache5Call(exchange, request);

    call.failed(failure);

    assertThat(request.getEntity()).isSameAs(entity);
    assertThat(exchange.events()).containsExactly("failed " + failure);
  }

  @Test
  void execute_twoThreadsOneRequest_entityStaysTheApplicationsOwn() {
    request.setEntity(entity);
    Apache5Call first = new Apache5Call(exchange, request);
    Apache5Call second = new Apache5Call(new RecordingExchange(), request);

    first.failed(new IOException());
    second.failed(new IOException());

    assertThat(request.getEntity()).isSameAs(entity);
  }

  @Test
  void writeTo_response_showsBytesAndEnds() throws Exception {
    serve(aResponse().withBody("hello"));
    ByteArrayOutputStream target = new ByteArrayOutputStream();

    call().getEntity().writeTo(target);

    assertThat(target.toString(StandardCharsets.UTF_8)).isEqualTo("hello");
    assertThat(exchange.response()).isEqualTo("hello");
    assertThat(exchange.events()).contains("response end");
  }

  @Test
  void close_beforeEnd_showsWhatWasRead() throws Exception {
    serve(aResponse().withBody("0123456789"));

    try (InputStream content = call().getEntity().getContent()) {
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
    HttpEntity broken = call().getEntity();

    assertThatThrownBy(() -> EntityUtils.toString(broken))
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
    HttpEntity repeatable =
        new ResponseEntity(
            new ByteArrayEntity("hello".getBytes(StandardCharsets.UTF_8), ContentType.TEXT_PLAIN),
            exchange.responseBody(200, name -> null));

    assertThat(EntityUtils.toString(repeatable)).isEqualTo("hello");
    assertThat(EntityUtils.toString(repeatable)).isEqualTo("hello");

    assertThat(exchange.response()).isEqualTo("hello");
  }

  private ClassicHttpResponse call() throws Exception {
    request.setEntity(entity);
    Apache5Call call = new Apache5Call(exchange, request);
    ClassicHttpResponse response = client.executeOpen(null, request, null);
    call.answered(response);
    return response;
  }

  private static void serve(ResponseDefinitionBuilder response) {
    SERVER.stubFor(any(anyUrl()).willReturn(response));
  }
}
