package io.costspan.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.wire.Headers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The head of a request; its query and headers are in {@link CatalogTest}. */
class RequestTest {
  @ParameterizedTest
  @CsvSource({
    "/v1/chat, /v1/chat,",
    "/v1/chat?a=b?c, /v1/chat, a=b?c",
    "/v1/chat?, /v1/chat, ''",
    "/v1/chat#part?no, /v1/chat,",
    "https://api.openai.com/v1/chat?a=b, /v1/chat, a=b",
    "https://api.openai.com?a=b, /, a=b",
    "https://api.openai.com, /,",
    "/go?to=http://x/y, /go, to=http://x/y",
    "/models/a://b, /models/a://b,",
    "'', /,",
  })
  void of_target_splitsPathAndQuery(String target, String path, String query) {
    assertThat(Request.of("GET", target, Headers.NONE))
        .isEqualTo(new Request("GET", path, query, Headers.NONE));
  }

  @ParameterizedTest
  @CsvSource({
    "GET, true",
    "HEAD, true",
    "DELETE, true",
    "OPTIONS, true",
    "POST, false",
    "PUT, false"
  })
  void isBodiless_method_tells(String method, boolean bodiless) {
    assertThat(Request.of(method, "/", Headers.NONE).isBodiless()).isEqualTo(bodiless);
  }
}
