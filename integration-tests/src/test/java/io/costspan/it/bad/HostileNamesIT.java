package io.costspan.it.bad;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.it.AiStandIn;
import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.Finished;
import io.costspan.it.Jdk;
import io.costspan.it.Ledger;
import io.costspan.it.OtlpCollector;
import io.costspan.it.RunningJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A reply whose names want to be more than names: they are shown, but nothing obeys them. */
@Tag("bad-day")
class HostileNamesIT {
  private static final String NAME =
      "m\ntotal 1 0.00 USD\r\u001b[2J\u0007\u009b31m\u2028\u202e\u200bx";

  private static final String SHOWN =
      "m\\u000atotal 1 0.00 USD\\u000d\\u001b[2J\\u0007\\u009b31m\\u2028\\u202e\\u200bx";

  @AutoClose private static final AiStandIn STAND_IN = AiStandIn.empty();
  @TempDir private Path folder;

  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  @DisplayName(
      "security: Names from outside cannot forge a line of the receipt or control a terminal.")
  void model_withControlCharacters_isEscapedInEverySignal(Jdk jdk) throws Exception {
    answer(NAME);
    Path file = folder.resolve("ledger.jsonl");
    try (OtlpCollector collector = new OtlpCollector()) {
      Finished finished = run(jdk, file, collector);

      assertThat(finished.transcript()).isEqualTo("200\n");
      assertThat(finished.stderrLines()).filteredOn(line -> line.startsWith("total")).hasSize(1);
      assertThat(finished.stderr()).matches("[\\n\\x20-\\x7e]*").contains("m\\u000atotal");
      assertThat(Files.readString(file)).matches("[\\x20-\\x7e]*\\n");
      assertThat(Ledger.read(file).lines().get(0).path("responseModel").asText()).isEqualTo(NAME);
      assertThat(collector.spans())
          .singleElement()
          .extracting(span -> span.attributes().get("gen_ai.response.model"))
          .isEqualTo(SHOWN);
    }
  }

  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void model_ofAHundredThousandCharacters_isCutInEverySignal(Jdk jdk) throws Exception {
    answer("x".repeat(100_000));
    Path file = folder.resolve("ledger.jsonl");
    try (OtlpCollector collector = new OtlpCollector()) {
      Finished finished = run(jdk, file, collector);

      assertThat(finished.stderrLines())
          .filteredOn(line -> !line.startsWith("[costspan]"))
          .allSatisfy(line -> assertThat(line).hasSizeLessThan(100));
      assertThat(Files.size(file)).isLessThan(2_000);
      assertThat(collector.spans())
          .singleElement()
          .extracting(span -> span.attributes().get("gen_ai.response.model"))
          .isEqualTo("x".repeat(200) + "...");
    }
  }

  /** Runs a call until its span has arrived. */
  private static Finished run(Jdk jdk, Path ledger, OtlpCollector collector)
      throws InterruptedException {
    try (RunningJvm child =
        ChildJvm.on(jdk)
            .classPath(Build.testClasses())
            .agent("endpoints=" + url() + "=openai,ledger=" + ledger)
            .env("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url())
            .env("OTEL_BSP_SCHEDULE_DELAY", 50)
            .start(NamelessApp.class.getName(), url())) {
      for (int i = 0; i < 1_000 && collector.spans().isEmpty(); i++) {
        Thread.sleep(50);
      }
      child.type("enough");
      return child.await();
    }
  }

  private static void answer(String model) {
    StringBuilder quoted = new StringBuilder();
    model.chars().forEach(c -> quoted.append(String.format("\\u%04x", c)));
    STAND_IN.server().resetAll();
    STAND_IN
        .server()
        .stubFor(
            post(anyUrl())
                .willReturn(
                    okJson(
                        "{\"id\": \"c1\", \"model\": \""
                            + quoted
                            + "\", \"choices\": [],"
                            + " \"usage\": {\"prompt_tokens\": 1, \"completion_tokens\": 1,"
                            + " \"total_tokens\": 2}}")));
  }

  private static String url() {
    return STAND_IN.url();
  }
}
