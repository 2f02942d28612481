package io.costspan.it.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.it.AiStandIn;
import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.Finished;
import io.costspan.it.Jdk;
import io.costspan.it.Ledger;
import io.costspan.it.RunningJvm;
import io.costspan.it.TestTls;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * SDKs that need class paths of their own, each on the HTTP client that it chooses, against
 * recorded replies: what they send and get is what they send and get without the agent, and each
 * call has its amount, worked out by hand from list prices (USD per million tokens or characters)
 * and the usage in the recording.
 */
@Tag("sdks")
@Tag("long")
class MoreSdksIT {
  /** 77 x 0.10 + 1024 x 0.025 cached + 7 x 0.40. */
  private static final String CHAT = "openai chat gpt-4.1-nano rated - 0.0000361";

  /** 14 x 0.15 + 8 x 0.60. */
  private static final String STREAMED_CHAT = "openai chat gpt-4o-mini rated - 0.0000069";

  private static final String REFUSED_CHAT = "openai chat o3-mini free failed 0";

  /** 22 x 3 + 15 x 15. */
  private static final String MESSAGE = "anthropic chat claude-sonnet-4-5 rated - 0.000291";

  /** 16 x 1 + 28 x 5. */
  private static final String STREAMED_MESSAGE = "anthropic chat claude-haiku-4-5 rated - 0.000156";

  /** 7 x 0.30 + 24 x 2.50, 20 of them for thoughts. */
  private static final String GENERATE =
      "gcp.gemini generate_content gemini-2.5-flash rated - 0.0000621";

  /** 4 x 0.10 + 11 x 0.40. */
  private static final String STREAMED_GENERATE =
      "gcp.gemini generate_content gemini-2.0-flash rated - 0.0000048";

  /** 7 x 2.50 + 21 x 10, although it counts 502 and 25 tokens besides those that it bills. */
  private static final String COHERE_CHAT = "cohere chat command-a-03-2025 rated - 0.0002275";

  /** 12 x 0.15 + 64 x 0.60. */
  private static final String STREAMED_COHERE_CHAT =
      "cohere chat command-r-08-2024 rated - 0.0000402";

  /** One search. */
  private static final String RERANK = "cohere rerank rerank-v3.5 rated - 0.002";

  private static final String REFUSED_COHERE_CHAT =
      "cohere chat command-r-plus-08-2024 free failed 0";

  /** 5 x 20. */
  private static final String TRANSLATION = "gcp.translate translation nmt rated - 0.0001";

  /** 10 x 20. */
  private static final String TRANSLATIONS = "gcp.translate translation nmt rated - 0.0002";

  /** 5 x 20. */
  private static final String DETECTION = "gcp.translate language_detection nmt rated - 0.0001";

  @TempDir private Path folder;

  /** A program, and what its calls cost. */
  record Sdk(String module, String program, List<String> calls) {
    RunningJvm start(ChildJvm child, String url) {
      String path = "integration-tests/sdks/" + module;
      return program.isEmpty()
          ? child
              .property("ai.url", url)
              .startBare("-jar", Build.existing(path + "/target/quarkus-app") + "/quarkus-run.jar")
          : child.classPath(Build.programs(path)).start("io.costspan.it." + program, url);
    }

    int failing() {
      return (int) calls.stream().filter(call -> call.endsWith("failed 0")).count();
    }

    @Override
    public String toString() {
      return module;
    }
  }

  private static final List<Sdk> SDKS =
      List.of(
          new Sdk(
              "cohere",
              "cohere.CohereApp",
              List.of(COHERE_CHAT, COHERE_CHAT, STREAMED_COHERE_CHAT, RERANK, REFUSED_COHERE_CHAT)),
          new Sdk(
              "simple-openai",
              "simpleopenai.SimpleOpenAiApp",
              List.of(CHAT, STREAMED_CHAT, REFUSED_CHAT)),
          new Sdk("adk", "adk.AdkApp", List.of(GENERATE, STREAMED_GENERATE, MESSAGE)),
          new Sdk(
              "spring-ai2",
              "springai2.SpringAi2App",
              List.of(CHAT, STREAMED_CHAT, REFUSED_CHAT, MESSAGE, STREAMED_MESSAGE)),
          new Sdk(
              "langchain-apache5",
              "langchain.LangChainApp",
              List.of(CHAT, STREAMED_CHAT, REFUSED_CHAT)),
          new Sdk("quarkus-langchain", "", List.of(CHAT, STREAMED_CHAT, REFUSED_CHAT)),
          new Sdk(
              "google-translate",
              "googletranslate.GoogleTranslateApp",
              List.of(TRANSLATION, TRANSLATIONS, DETECTION)));

  static Stream<Arguments> sdksOnJdks() {
    return SDKS.stream().flatMap(sdk -> Jdk.all().stream().map(jdk -> Arguments.of(sdk, jdk)));
  }

  @ParameterizedTest
  @MethodSource("sdksOnJdks")
  void sdk_withAgent_isAsWithoutAndBilled(Sdk sdk, Jdk jdk) {
    try (AiStandIn standIn = AiStandIn.of("recorded")) {
      String url = standIn.httpsUrl();
      Finished without = sdk.start(child(jdk), url).await();
      List<String> requestsWithout = standIn.requests();
      standIn.forget();

      Path ledger = folder.resolve("ledger.jsonl");
      ChildJvm watched =
          child(jdk)
              .agent("receipt=false,estimate=false,telemetry=none,ledger=" + ledger)
              .property("costspan.endpoints", endpoints(url));
      Finished with = sdk.start(watched, url).await();

      assertThat(with.differenceFrom(without)).isEmpty();
      assertThat(with.stdout().lines())
          .filteredOn("ended well"::equals)
          .hasSize(sdk.calls().size() - sdk.failing());
      assertThat(with.stderr()).isEqualTo(without.stderr());
      assertThat(standIn.requests()).isEqualTo(requestsWithout).hasSize(sdk.calls().size());
      assertThat(
              Ledger.read(ledger)
                  .columns("provider", "operation", "requestModel", "rating", "reason", "amount"))
          .isEqualTo(sdk.calls());
    }
  }

  private static ChildJvm child(Jdk jdk) {
    return TestTls.trust(ChildJvm.on(jdk));
  }

  private static String endpoints(String url) {
    return String.join(
        ",",
        url + "/openai/v1=openai",
        url + "/anthropic=anthropic",
        url + "/gemini=gcp.gemini",
        url + "/cohere=cohere",
        url + "/google/language/translate/v2=gcp.translate");
  }
}
