package io.costspan.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.wire.Allocation;
import io.costspan.wire.Headers;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DialectsTest {
  /** And so the hint is true: with that endpoint the call is recognised. */
  @ParameterizedTest
  @CsvSource({
    "/v1/chat/completions, openai",
    "/chat/completions, openai",
    "/v1/responses, openai",
    "/v1/embeddings, openai",
    "/v1/messages, anthropic",
    "/v1beta/models/gemini-2.5-pro:generateContent, gcp.gemini",
    "/v1beta/models/claude:streamGenerateContent, gcp.gemini",
    "/openai/deployments/mine/chat/completions, azure.ai.openai",
    "/model/anthropic.claude/converse, aws.bedrock",
    "/model/anthropic.claude/converse-stream, aws.bedrock",
    "/model/anthropic.claude/invoke, aws.bedrock",
    "/model/anthropic.claude/invoke-with-response-stream, aws.bedrock",
    "/v2/chat, cohere",
    "/api/chat, ollama"
  })
  void of_pathOfAKnownApi_isAProviderThatRecognisesIt(String path, String provider) {
    assertThat(Dialects.of(path)).isEqualTo(provider);
    assertThat(Dialects.of("http://localhost:4000" + path + "?key=1")).isEqualTo(provider);
    assertThat(Dialects.isAtRoot(path)).isTrue();
    assertThat(recognised(provider, path)).isTrue();
    assertThat(Dialects.of("/team/a" + path)).isEqualTo(provider);
    assertThat(Dialects.isAtRoot("https://ai.corp/team/a" + path)).isFalse();
    assertThat(recognised("auto", "/team/a" + path)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/chat",
        "/messages",
        "/v2/messages",
        "/responses",
        "/api/converse",
        "/model/converse",
        "/invoke",
        "/embeddings/index.html",
        "/chat/completions/",
        "/x:generateContent",
        "c",
        "?/chat/completions"
      })
  void of_otherPath_isNone(String path) {
    assertThat(Dialects.of(path)).isNull();
  }

  @Test
  void of_anyPath_allocatesNothing() {
    assertThat(
            Allocation.least(
                1_000,
                () -> {
                  Dialects.of("https://www.example.com/v1/customers/12345/invoices?page=3");
                  Dialects.of("/v1/chat/completions");
                }))
        .isZero();
  }

  private static boolean recognised(String provider, String path) {
    EndpointOption option = new EndpointOption(URI.create("http://localhost:4000"), provider);
    Endpoint endpoint = Catalog.load(List.of(), List.of(option)).endpoint("localhost", 4000);
    OperationMatch match =
        endpoint == null ? null : endpoint.match(Request.of("POST", path, Headers.NONE));
    return match != null && match.operation() instanceof ReadOperation;
  }
}
