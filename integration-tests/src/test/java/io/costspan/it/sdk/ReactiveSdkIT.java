package io.costspan.it.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.it.AiStandIn;
import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.Finished;
import io.costspan.it.Jdk;
import io.costspan.it.Ledger;
import io.costspan.it.TestTls;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The SDKs on Reactor Netty: what they send and get is what they send and get without the agent,
 * and each request that is answered with something billable is billed once. See {@link
 * ExpectedCall} for how the amounts come about.
 */
class ReactiveSdkIT {
  private static final String PROGRAM = "io.costspan.it.reactive.ReactiveApp";
  private static final String CHAT = "openai chat gpt-4o rated - 0.00472";
  private static final String STREAMED_CHAT = "openai chat gpt-4o-mini rated - 0.00000585";
  private static final String FAILED = "openai chat gpt-4o-overloaded free failed 0";

  private static final List<String> CALLS =
      List.of(
          // WebClient
          CHAT,
          CHAT,
          STREAMED_CHAT,
          "openai chat gpt-4o-mini unrated aborted -",
          FAILED,
          FAILED,
          // Spring AI
          CHAT,
          STREAMED_CHAT,
          // azure-ai-openai
          "azure.ai." + CHAT,
          "azure.ai." + CHAT,
          "azure.ai." + STREAMED_CHAT,
          "azure.ai." + FAILED);

  @TempDir private Path folder;

  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void sdks_withAgent_areAsWithoutAndBilled(Jdk jdk) {
    try (AiStandIn standIn = AiStandIn.of("sdk")) {
      String url = standIn.httpsUrl();
      Finished without = child(jdk).run(PROGRAM, url);
      List<String> requestsWithout = standIn.requests();
      standIn.forget();

      Path ledger = folder.resolve("ledger.jsonl");
      Finished with =
          child(jdk)
              .agent("receipt=false,estimate=false,telemetry=none,ledger=" + ledger)
              .property(
                  "costspan.endpoints", url + "/openai/v1=openai," + url + "/azure=azure.ai.openai")
              .run(PROGRAM, url);

      assertThat(with.differenceFrom(without)).isEmpty();
      assertThat(with.stderr()).isEqualTo(without.stderr());
      assertThat(standIn.requests()).isEqualTo(requestsWithout).hasSize(CALLS.size());
      assertThat(
              Ledger.read(ledger)
                  .columns("provider", "operation", "requestModel", "rating", "reason", "amount"))
          .isEqualTo(CALLS);
    }
  }

  private static ChildJvm child(Jdk jdk) {
    return TestTls.trust(ChildJvm.on(jdk)).classPath(Build.reactiveClassPath());
  }
}
