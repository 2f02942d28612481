package io.costspan.it.outputs;

import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.it.AiStandIn;
import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.Finished;
import io.costspan.it.Jdk;
import io.costspan.it.Ledger;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Jobs that outlive a call: billed once, and at exit if nobody saw them finish. */
class JobsIT {
  private static final String JOB =
      """
      {"id":"%s","object":"video","model":"sora-2","status":"%s","seconds":"%s","size":"720x1280"}""";

  @TempDir private Path folder;

  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void jobs_finishedOrNot_areBilledOnce(Jdk jdk) {
    Path file = folder.resolve("ai.jsonl");
    try (AiStandIn standIn = AiStandIn.empty()) {
      order(standIn, "video_1", "4");
      order(standIn, "video_2", "8");
      standIn
          .server()
          .stubFor(
              get(urlEqualTo("/v1/videos/video_1"))
                  .willReturn(okJson(JOB.formatted("video_1", "completed", "4"))));

      Finished finished =
          ChildJvm.on(jdk)
              .classPath(Build.testClasses())
              .agent("endpoints=" + standIn.url() + "=openai,ledger=" + file)
              .run(Film.class.getName(), standIn.url());

      // A second costs 0.10; of the film that nobody fetched only the order is known.
      assertThat(Ledger.read(file).columns("responseId", "amount", "rating", "reason"))
          .containsExactlyInAnyOrder(
              "video_1 0 free not_billable",
              "video_1 0.4 rated -",
              "video_1 0 free already_rated",
              "video_2 0 free not_billable",
              "video_2 0.8 rated -");
      assertThat(finished.stderr()).contains("~1.2 USD", "~ contains estimates");
    }
  }

  private static void order(AiStandIn standIn, String id, String seconds) {
    standIn
        .server()
        .stubFor(
            post(urlEqualTo("/v1/videos"))
                .withRequestBody(containing("\"" + seconds + "\""))
                .willReturn(okJson(JOB.formatted(id, "queued", seconds))));
  }
}
