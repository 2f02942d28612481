package io.costspan.it.sdk;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.costspan.it.AiStandIn;
import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.Finished;
import io.costspan.it.Jdk;
import io.costspan.it.Ledger;
import io.costspan.it.TestTls;
import io.costspan.it.aws.BedrockApp;
import io.costspan.it.client.ClientVersion;
import io.costspan.it.client.Subjects;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The AWS SDK for Bedrock on each of its HTTP clients: it sends and gets what it does without the
 * agent, and each attempt is one call, whichever client stands below it.
 */
@Tag("versions")
@ParameterizedClass
@MethodSource("subjects")
class BedrockIT {
  /** The SDK chooses Netty with HTTP/2, and Apache HttpClient 5. */
  private static final Clients NEW =
      new Clients(
          List.of("default-async", "crt-async"),
          List.of("default", "crt", "apache4", "url-connection"),
          List.of("NettyNio", "Apache5"));

  /**
   * Without Apache HttpClient 5. The oldest versions choose no client among several, and their
   * HTTP/2 understands only servers that speak nothing else.
   */
  private static final Clients OLD =
      new Clients(
          List.of("netty-http1", "crt-async-http1"),
          List.of("crt", "apache4", "url-connection"),
          List.of("NettyNio", "Apache"));

  /** 21 x 0.80 + 175 x 3.20. */
  private static final String CONVERSE = "us.amazon.nova-pro-v1:0 rated - 0.0005768";

  private static final String UNAVAILABLE = "us.amazon.nova-lite-v1:0 free failed 0";

  /** 21 x 0.06 + 175 x 0.24. */
  private static final String REPEATED = "us.amazon.nova-lite-v1:0 rated - 0.00004326";

  /** 13 x 0.035 + 85 x 0.14. */
  private static final String STREAM = "us.amazon.nova-micro-v1:0 rated - 0.000012355";

  /** What the SDK makes up for each attempt. */
  private static final Set<String> RANDOM =
      Set.of("authorization", "amz-sdk-invocation-id", "x-amz-date");

  @TempDir private static Path folder;
  private static Finished without;
  private static Finished with;
  private static List<String> requestsWithout;
  private static List<String> requestsWith;
  private static Ledger ledger;

  private static Clients clients;

  @Parameter(0)
  private Jdk jdk;

  @Parameter(1)
  private Optional<ClientVersion> version;

  static Stream<Arguments> subjects() {
    return Subjects.of("aws")
        .map(Arguments::get)
        .map(pair -> Arguments.of(pair[0], Optional.ofNullable((ClientVersion) pair[1])));
  }

  @BeforeParameterizedClassInvocation
  static void runWithAndWithout(Jdk jdk, Optional<ClientVersion> version) {
    clients = version.map(BedrockIT::clients).orElse(NEW);
    try (AiStandIn standIn = AiStandIn.of("sdk")) {
      answer(standIn);
      without = run(child(jdk, version), standIn);
      requestsWithout = requests(standIn);
      standIn.forget();

      Path file = folder.resolve(jdk + version.map(ClientVersion::name).orElse("") + ".jsonl");
      ChildJvm watched =
          child(jdk, version)
              .agent()
              .property("costspan.ledger", file)
              .property("costspan.telemetry", "none")
              .property("costspan.receipt", "false")
              .property("costspan.endpoints", standIn.httpsUrl() + "=aws.bedrock");
      with = run(watched, standIn);
      requestsWith = requests(standIn);
      ledger = Ledger.read(file);
    }
  }

  private static Clients clients(ClientVersion version) {
    return version.artifacts().stream().anyMatch(jar -> jar.contains(":apache5-client:"))
        ? NEW
        : OLD;
  }

  private static void answer(AiStandIn standIn) {
    ResponseDefinitionBuilder json =
        aResponse()
            .withHeader("Content-Type", "application/json")
            .withBodyFile("bedrock-converse.json");
    standIn.server().stubFor(post(urlPathMatching("/model/.*/converse")).willReturn(json));
    standIn
        .server()
        .stubFor(
            post(urlPathMatching("/model/us.amazon.nova-lite.*/converse"))
                .withHeader("amz-sdk-request", containing("attempt=1"))
                .willReturn(aResponse().withStatus(503)));
    standIn
        .server()
        .stubFor(
            post(urlPathMatching("/model/.*/converse-stream"))
                .willReturn(
                    aResponse()
                        .withHeader("Content-Type", "application/vnd.amazon.eventstream")
                        .withBodyFile("bedrock-converse-stream.eventstream")
                        .withChunkedDribbleDelay(7, 70)));
  }

  private static ChildJvm child(Jdk jdk, Optional<ClientVersion> version) {
    return TestTls.trust(ChildJvm.on(jdk))
        .classPath(
            version
                .map(ClientVersion::classPath)
                .map(Build::awsClassPathWith)
                .orElseGet(Build::awsClassPath));
  }

  private static Finished run(ChildJvm child, AiStandIn standIn) {
    List<Object> arguments = new ArrayList<>(List.of(standIn.httpsUrl()));
    arguments.addAll(clients.async());
    arguments.addAll(clients.sync());
    return child.run(BedrockApp.class.getName(), arguments.toArray());
  }

  private static List<String> requests(AiStandIn standIn) {
    return standIn.requests().stream()
        .flatMap(String::lines)
        .filter(line -> !RANDOM.contains(line.split(":")[0]))
        .toList();
  }

  @Test
  void calls_withAgent_getWhatTheyGetWithout() {
    assertThat(with.differenceFrom(without)).isEmpty();
    assertThat(with.stdout()).doesNotContain("threw");
    assertThat(with.stderr()).isEqualTo(without.stderr());
  }

  @Test
  void requests_withAgent_areWhatTheyAreWithout() {
    assertThat(requestsWith).isEqualTo(requestsWithout);
  }

  @Test
  void requests_areOfTheClientsThatAreMeant() {
    assertThat(clients.inUserAgents())
        .allSatisfy(name -> assertThat(requestsWith).anyMatch(line -> isOf(name, line)));
  }

  private static boolean isOf(String name, String line) {
    return line.matches("user-agent: .*http[/#]" + name + " .*");
  }

  @Test
  void ledger_eachAttempt_isOneCallWithItsPrice() {
    List<String> expected = new ArrayList<>();
    for (String client : clients.async()) {
      expected.addAll(List.of(CONVERSE, UNAVAILABLE, REPEATED, STREAM));
    }
    for (String client : clients.sync()) {
      expected.addAll(List.of(CONVERSE, UNAVAILABLE, REPEATED));
    }
    assertThat(ledger.columns("requestModel", "rating", "reason", "amount"))
        .containsExactlyElementsOf(expected);
  }

  /**
   * Those of {@link BedrockApp} that a version is called with.
   *
   * @param inUserAgents how the first of each kind tells the server its name
   */
  private record Clients(List<String> async, List<String> sync, List<String> inUserAgents) {}
}
