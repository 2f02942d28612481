package io.costspan.instrument.okhttp;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.costspan.exchange.RecordingExchange;
import java.io.IOException;
import java.nio.file.Path;
import okhttp3.Cache;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The wrappers, put by an ordinary interceptor where advice puts them in an application. */
class OkHttpCallTest {
  @RegisterExtension
  static final WireMockExtension SERVER =
      WireMockExtension.newInstance().options(wireMockConfig().dynamicPort()).build();

  private final RecordingExchange exchange = new RecordingExchange();
  private OkHttpClient client = new OkHttpClient.Builder().addInterceptor(this::watch).build();

  @Test
  void read_toTheEnd_showsDecodedBytesAndEnds() throws IOException {
    serve(
        aResponse()
            .withHeader("Content-Type", "application/json")
            .withGzipDisabled(false)
            .withBody("{\"a\":1}"));

    try (Response response = call(post("{}"))) {
      assertThat(response.body().string()).isEqualTo("{\"a\":1}");
    }

    assertThat(exchange.response()).isEqualTo("{\"a\":1}");
    assertThat(exchange.responseEncoding()).isNull();
    assertThat(exchange.events()).startsWith("response 200 application/json", "response end");
  }

  @Test
  void peekBody_thenRead_showsEachByteOnce() throws IOException {
    serve(aResponse().withBody("0123456789"));

    try (Response response = call(get())) {
      assertThat(response.peekBody(4).string()).isEqualTo("0123");
      assertThat(response.body().string()).isEqualTo("0123456789");
    }

    assertThat(exchange.response()).isEqualTo("0123456789");
  }

  @Test
  void close_beforeEnd_showsWhatWasRead() throws IOException {
    serve(aResponse().withBody("0123456789".repeat(5_000)));

    try (Response response = call(get())) {
      BufferedSource source = response.body().source();
      assertThat(source.readUtf8(4)).isEqualTo("0123");
    }

    assertThat(exchange.response()).startsWith("0123").hasSizeLessThan(50_000);
    assertThat(exchange.events()).containsExactly("response 200 null", "response close");
  }

  @Test
  void close_unread_reportsClose() throws IOException {
    serve(aResponse().withBody("0123456789"));

    call(get()).close();

    assertThat(exchange.events()).containsExactly("response 200 null", "response close");
  }

  @Test
  void read_connectionBreaks_reportsTheSameFailure() throws IOException {
    serve(aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK));

    try (Response response = call(get())) {
      assertThatThrownBy(() -> response.body().string())
          .satisfies(failure -> assertThat(exchange.events()).contains("response fail " + failure));
    }
  }

  @Test
  void answered_withoutBody_endsAtOnce() throws IOException {
    serve(aResponse().withStatus(204));

    call(get()).close();

    assertThat(exchange.events()).containsExactly("response 204 null", "response end");
  }

  @Test
  void answered_fromCache_reportsSo(@TempDir Path folder) throws IOException {
    client = client.newBuilder().cache(new Cache(folder.toFile(), 100_000)).build();
    serve(aResponse().withHeader("Cache-Control", "max-age=60").withBody("kept"));

    call(get()).body().string();
    assertThat(call(get()).body().string()).isEqualTo("kept");

    assertThat(exchange.events()).startsWith("response 200 null", "response end").endsWith("cache");
  }

  @Test
  void answered_request_isTheApplicationsOwn() throws IOException {
    serve(aResponse().withBody("x"));
    Request request = post("{}");

    try (Response response = call(request)) {
      assertThat(response.request()).isSameAs(request);
    }
  }

  @Test
  void answered_afterRedirect_requestBearsNoTag() throws IOException {
    serve(aResponse().withBody("x"));
    SERVER.stubFor(
        any(urlEqualTo("/v1"))
            .willReturn(aResponse().withStatus(307).withHeader("Location", "/there")));

    try (Response response = call(post("{}"))) {
      assertThat(response.request().url().encodedPath()).isEqualTo("/there");
      assertThat(response.request().toString()).doesNotContain("tags");
    }
  }

  private Response watch(Interceptor.Chain chain) throws IOException {
    OkHttpCall call = new OkHttpCall(exchange, chain.request());
    Response response = chain.proceed(call.sent);
    return OkHttpInstrumentation.ProceedAdvice.exit(new Object[] {call.sent, call}, response, null);
  }

  private Response call(Request request) throws IOException {
    return client.newCall(request).execute();
  }

  private static Request get() {
    return new Request.Builder().url(SERVER.baseUrl() + "/v1").build();
  }

  private static Request post(String body) {
    return get().newBuilder().post(RequestBody.create(body, MediaType.get("text/plain"))).build();
  }

  private static void serve(ResponseDefinitionBuilder response) {
    SERVER.stubFor(any(anyUrl()).willReturn(response));
  }
}
