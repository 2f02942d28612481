package io.costspan.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestTargetTest {
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
    assertThat(RequestTarget.of(target)).isEqualTo(new RequestTarget(path, query));
  }
}
