package io.costspan.it.attach;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import io.costspan.it.AiStandIn;
import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.Finished;
import io.costspan.it.Gzip;
import io.costspan.it.Jdk;
import io.costspan.it.Ledger;
import io.costspan.it.TestTls;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code java.net.http} in all its shapes, without and with the agent: application and server see
 * the same, and the ledger shows what was seen.
 */
class JdkHttpTransparencyIT {
  private static final String PATH = "/v1/chat/completions";
  private static final String USAGE =
      "\"usage\":{\"prompt_tokens\":100,\"completion_tokens\":20,\"total_tokens\":120}";
  private static final String JSON =
      "{\"id\":\"c1\",\"model\":\"gpt-4o\",\"padding\":\"%s\"," + USAGE + "}";
  private static final String STREAM =
      "data: {\"id\":\"c1\",\"model\":\"gpt-4o\",\"choices\":[{\"delta\":{\"content\":\"Hi\"}}]}\n\n"
          + "data: {\"id\":\"c1\",\"model\":\"gpt-4o\",\"choices\":[],"
          + USAGE
          + "}\n\ndata: [DONE]\n\n";

  private static AiStandIn standIn;

  @TempDir private Path folder;

  static Stream<Arguments> jdksAndUrls() {
    return Jdk.all().stream()
        .flatMap(
            jdk ->
                Stream.of(
                    Arguments.of(jdk, "HTTP_1_1", standIn.url()),
                    Arguments.of(jdk, "HTTP_2", standIn.url()),
                    Arguments.of(jdk, "HTTP_2", standIn.httpsUrl())));
  }

  @BeforeAll
  static void serve() throws Exception {
    standIn = AiStandIn.empty();
    reply("json", aResponse().withBody(JSON.formatted("")));
    reply("large", aResponse().withBody(JSON.formatted("x".repeat(3_000_000))));
    reply(
        "gzip",
        aResponse()
            .withHeader("Content-Encoding", "gzip")
            .withBody(Gzip.pack(JSON.formatted("zipped").getBytes(StandardCharsets.UTF_8))));
    reply(
        "stream",
        aResponse()
            .withHeader("Content-Type", "text/event-stream")
            .withBody(STREAM)
            .withChunkedDribbleDelay(4, 80));
    reply("error", aResponse().withStatus(500).withBody("{\"error\":{}}"));
    reply("empty", aResponse().withStatus(204));
    reply("moved", aResponse().withStatus(307).withHeader("Location", PATH + "?case=json"));
    reply("broken", aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE));
    reply("slow", aResponse().withFixedDelay(3_000).withBody(JSON.formatted("")));
  }

  @AfterAll
  static void stop() {
    standIn.close();
  }

  @BeforeEach
  void forget() {
    standIn.forget();
  }

  @ParameterizedTest
  @MethodSource("jdksAndUrls")
  void calls_withAgent_applicationAndServerSeeTheSame(Jdk jdk, String version, String url) {
    Path ledger = folder.resolve("ledger.jsonl");
    Finished without = TestTls.trust(program(jdk)).run(JdkHttpCalls.class.getName(), url, version);
    List<String> requestsWithout = requests();
    standIn.forget();

    Finished with =
        TestTls.trust(program(jdk))
            .agent("receipt=false,ledger=" + ledger + ",endpoints=" + url + "=openai")
            .run(JdkHttpCalls.class.getName(), url, version);

    assertThat(with.transcript()).isEqualTo(without.transcript());
    assertThat(with.stderr()).isEqualTo(without.stderr());
    assertThat(requests()).isEqualTo(requestsWithout);
    assertThat(billed(ledger)).isEqualTo(JdkHttpCalls.BILLED);
  }

  /** Without those that the client gave up: they arrive in no certain order. */
  private static List<String> requests() {
    return standIn.requests().stream().filter(request -> !request.contains("case=slow")).toList();
  }

  private static long billed(Path ledger) {
    return Ledger.read(ledger).lines().stream()
        .filter(line -> line.path("usage").toString().contains("\"100\""))
        .count();
  }

  private static ChildJvm program(Jdk jdk) {
    return ChildJvm.on(jdk).classPath(Build.testClasses());
  }

  private static void reply(String name, ResponseDefinitionBuilder response) {
    boolean typed = !name.equals("stream");
    standIn
        .server()
        .stubFor(
            any(urlPathEqualTo(PATH))
                .withQueryParam("case", equalTo(name))
                .willReturn(
                    typed ? response.withHeader("Content-Type", "application/json") : response));
  }
}
