package io.costspan.it.prices;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.matching.RequestPatternBuilder;
import io.costspan.it.PrivateCa;

/** Publishes a price file, over https with a certificate of a private CA and over http. */
final class PriceServer implements AutoCloseable {
  private static final String PATH = "/ai.json";

  private final WireMockServer server =
      new WireMockServer(
          WireMockConfiguration.wireMockConfig()
              .dynamicPort()
              .dynamicHttpsPort()
              .keystorePath(PrivateCa.keyStore().toString())
              .keystoreType("PKCS12")
              .keystorePassword(PrivateCa.PASSWORD)
              .keyManagerPassword(PrivateCa.PASSWORD));

  private final int port;
  private final int httpsPort;

  PriceServer() {
    server.start();
    port = server.port();
    httpsPort = server.httpsPort();
  }

  /** WireMock itself. */
  WireMockServer server() {
    return server;
  }

  String url() {
    return "https://localhost:" + httpsPort + PATH;
  }

  String plainUrl() {
    return "http://localhost:" + port + PATH;
  }

  /** From now on every token of this model costs that much. */
  void publish(String rate) {
    publish(contract(rate), rate);
  }

  /** From now on the URL contains that; a client that knows the ETag gets no content. */
  void publish(String content, String etag) {
    String quoted = '"' + etag + '"';
    answer(ok(content).withHeader("ETag", quoted));
    server.stubFor(
        any(urlPathEqualTo(PATH))
            .withHeader("If-None-Match", equalTo(quoted))
            .atPriority(1)
            .willReturn(aResponse().withStatus(304)));
  }

  void answer(ResponseDefinitionBuilder response) {
    server.resetMappings();
    server.stubFor(any(urlPathEqualTo(PATH)).atPriority(2).willReturn(response));
  }

  int requests() {
    return server.countRequestsMatching(anyRequestedFor(anyUrl()).build()).getCount();
  }

  /** Requests of clients that know that ETag. */
  int requestsKnowing(String etag) {
    return count(anyRequestedFor(anyUrl()).withHeader("If-None-Match", equalTo('"' + etag + '"')));
  }

  int count(RequestPatternBuilder pattern) {
    return server.countRequestsMatching(pattern.build()).getCount();
  }

  /** Waits until that many clients' requests have shown that they know that ETag. */
  void awaitKnowing(String etag) throws InterruptedException {
    for (int i = 0; i < 6_000 && requestsKnowing(etag) == 0; i++) {
      Thread.sleep(10);
    }
    if (requestsKnowing(etag) == 0) {
      throw new AssertionError("nobody knows " + etag);
    }
  }

  static String contract(String rate) {
    return """
        {"cards": [{"id": "contract/%1$s", "provider": "openai", "model": "gpt-4o*",
          "price": [{"meter": "*_tokens", "rate": "%1$s", "per": 1}]}]}
        """
        .formatted(rate);
  }

  @Override
  public void close() {
    server.stop();
  }
}
