package io.costspan.it.bad;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.costspan.it.AiStandIn;
import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.Jdk;
import io.costspan.it.Ledger;
import io.costspan.it.OtlpCollector;
import io.costspan.it.OtlpCollector.Point;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An application whose callers choose the models, all priced by one card for any of them. */
@Tag("bad-day")
class ManyModelsIT {
  private static final int NAMES = 5_000;

  private static final String REPLY =
      """
      {"id":"c1","choices":[],"usage":{"prompt_tokens":1200,"completion_tokens":300}}""";

  private static final String PRICES =
      """
      {"cards": [
        {"id": "house/any", "provider": "openai", "model": "*", "price": [
          {"meter": "input_tokens", "rate": "1"}, {"meter": "output_tokens", "rate": "2"}]},
        {"id": "house/gpt-4o", "provider": "openai", "model": "gpt-4o", "price": [
          {"meter": "input_tokens", "rate": "2.50"}, {"meter": "output_tokens", "rate": "10"}]}
      ]}""";

  @TempDir private Path folder;

  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void calls_inventedModels_leaveTheKnownOneItsSeriesAndAddUpToTheLedger(Jdk jdk)
      throws IOException {
    Path prices = Files.writeString(folder.resolve("prices.json"), PRICES);
    Path ledger = folder.resolve("ledger.jsonl");
    try (AiStandIn ai = AiStandIn.empty();
        OtlpCollector collector = new OtlpCollector()) {
      ai.server().stubFor(any(anyUrl()).willReturn(okJson(REPLY)));
      ChildJvm.on(jdk)
          .classPath(Build.testClasses())
          .agent("endpoints=" + ai.url() + "=openai,prices=" + prices + ",ledger=" + ledger)
          .env("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url())
          .env("OTEL_TRACES_EXPORTER", "none")
          .run(ManyModelsApp.class.getName(), ai.url(), NAMES)
          .transcript();

      List<Point> costs = collector.points("costspan.cost");
      assertThat(costs)
          .hasSizeLessThan(1_900)
          .filteredOn(point -> "gpt-4o".equals(point.attributes().get("gen_ai.request.model")))
          .extracting(point -> point.attributes().get("costspan.meter"), Point::value)
          .containsExactlyInAnyOrder(tuple("input_tokens", 0.003), tuple("output_tokens", 0.003));
      assertThat(costs)
          .allSatisfy(
              point ->
                  assertThat(point.attributes())
                      .containsKeys("costspan.meter", "gen_ai.usage.cost.currency"));
      assertThat(costs.stream().mapToDouble(Point::value).sum())
          .isCloseTo(spentBy(Ledger.read(ledger)), within(1e-6));
    }
  }

  private static double spentBy(Ledger ledger) {
    return ledger.columns("amount").stream().mapToDouble(Double::parseDouble).sum();
  }
}
