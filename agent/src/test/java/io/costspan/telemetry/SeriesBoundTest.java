package io.costspan.telemetry;

import static io.costspan.pipeline.CallFixture.call;
import static java.util.stream.Collectors.summingDouble;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.costspan.pipeline.CallFixture;
import io.costspan.pipeline.RatedCall;
import io.costspan.profile.OwnerLabels;
import io.costspan.ratecard.PriceTables;
import io.costspan.rating.Rater;
import io.costspan.request.RequestTotal;
import io.costspan.usage.Reasons;
import io.costspan.usage.UsageMeter;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.PointData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The real SDK, which counts 2,000 series, under names from outside. */
class SeriesBoundTest {
  private static final int NAMES = 5_000;
  private static final int LIMIT = 1_900;

  /** A tenth of what the labels of so many calls would take. */
  private static final long BYTES = 40 << 20;

  private InMemoryMetricReader reader = InMemoryMetricReader.create();
  private CallMetrics metrics = metrics(OwnerLabels.NONE);
  private BigDecimal spent = BigDecimal.ZERO;

  @Test
  @DisplayName(
      "security: Invented model names do not displace the metrics of models that a rate card"
          + " lists.")
  void record_foreignNames_leaveAListedModelItsOwnSeries() {
    for (int i = 0; i < NAMES; i++) {
      show(tokens("invented-" + i).responding("invented-too-" + i));
    }
    show(tokens("gpt-4o-mini").responding("gpt-4o-mini"));

    assertThat(costs(point -> "gpt-4o-mini".equals(word(point, "gen_ai.request.model"))))
        .containsOnly(Map.entry("input_tokens", 0.003), Map.entry("output_tokens", 0.003));
    assertThat(metric("gen_ai.client.operation.cost").getHistogramData().getPoints())
        .filteredOn(point -> "gpt-4o-mini".equals(word(point, "gen_ai.request.model")))
        .singleElement()
        .satisfies(
            point -> assertThat(word(point, "gen_ai.response.model")).isEqualTo("gpt-4o-mini"))
        .satisfies(point -> assertThat(word(point, "server.address")).isEqualTo("api.openai.com"));
    assertThatNothingIsLost();
  }

  @Test
  void record_foreignNames_neverAddUpMetersOrRatings() {
    for (int i = 0; i < NAMES; i++) {
      show(tokens("invented-" + i));
      metrics.record(tokens("new-" + i).unrated(Reasons.UNKNOWN_MODEL).build(), null, false);
    }

    assertThat(costs(point -> true)).containsOnlyKeys("input_tokens", "output_tokens");
    assertThat(metric("costspan.calls").getLongSumData().getPoints())
        .allSatisfy(point -> assertThat(word(point, "costspan.rating")).isIn("rated", "unrated"));
    assertThatNothingIsLost();
  }

  @Test
  void record_foreignSpellingsAndAnswers_foldIntoTheListedModel() {
    for (int i = 0; i < NAMES; i++) {
      show(tokens("invented-" + i));
    }
    show(tokens("GPT-4o-Mini"));
    for (int i = 0; i < NAMES; i++) {
      show(tokens("gpt-4o").responding("invented-" + i));
    }

    assertThat(costs(point -> "gpt-4o-mini".equals(word(point, "gen_ai.request.model"))))
        .containsOnly(Map.entry("input_tokens", 0.003), Map.entry("output_tokens", 0.003));
    assertThat(costs(point -> "gpt-4o".equals(word(point, "gen_ai.request.model"))))
        .hasEntrySatisfying(
            "input_tokens", sum -> assertThat(sum).isCloseTo(0.003 * NAMES, within(1e-6)));
    assertThatNothingIsLost();
  }

  @Test
  void record_everyProviderOperationMeterAndCurrency_staysWithinTheBound() {
    for (int i = 0; i < 300; i++) {
      for (UsageMeter meter : UsageMeter.values()) {
        show(
            call("provider-" + i % 30, "operation-" + i % 10, "model-" + i)
                .charged(meter, "1000", "1")
                .in(List.of("USD", "EUR", "x:unit").get(i % 3)));
      }
    }

    assertThatNothingIsLost();
    assertThat(metric("costspan.cost").getDoubleSumData().getPoints())
        .extracting(point -> word(point, "gen_ai.usage.cost.currency"))
        .containsOnly("USD", "EUR", "x:unit");
  }

  @Test
  @DisplayName("security: Any number of owners and callers leaves metrics within their bounds.")
  void record_manyOwnersAndCallers_areOthersBeyondTheLimit() {
    reader = InMemoryMetricReader.create();
    metrics = metrics(new OwnerLabels(List.of("team"), true, 200));
    for (int i = 0; i < 100_000; i++) {
      show(tokens("gpt-4o-mini").owned("team", "team-" + i).madeBy("A.m" + i));
    }

    assertThatNothingIsLost();
    assertThat(metric("costspan.calls").getLongSumData().getPoints())
        .hasSize(201)
        .extracting(point -> word(point, "costspan.owner.team"))
        .contains("team-0", "other");
  }

  @Test
  void record_manyNamesOfAllKinds_staysWithinItsBoundsAndItsMemory() {
    reader = InMemoryMetricReader.create();
    metrics = metrics(new OwnerLabels(List.of("team", "user"), true, 200));
    long before = usedBytes();
    for (int i = 0; i < 100_000; i++) {
      show(
          tokens("invented-" + i)
              .owned("team", "team-" + i)
              .owned("user", "user-" + i)
              .madeBy("A.m" + i)
              .inConversation("conv-" + i));
      metrics.record(
          new RequestTotal(
              Map.of("USD", BigDecimal.ONE), Map.of("team", "team-" + i, "user", "u" + i), null));
    }

    assertThat(usedBytes() - before).isLessThan(BYTES);
    assertThatNothingIsLost();
    for (MetricData metric : reader.collectAllMetrics()) {
      assertThat(metric.getData().getPoints())
          .as(metric.getName())
          .allMatch(point -> word(point, "gen_ai.conversation.id") == null);
    }
    assertThat(metric("costspan.trace.cost").getHistogramData().getPoints())
        .hasSizeLessThanOrEqualTo(201)
        .extracting(point -> word(point, "costspan.owner.team"))
        .contains("other");
    assertThat(
            metric("costspan.trace.cost").getHistogramData().getPoints().stream()
                .mapToDouble(HistogramPointData::getSum)
                .sum())
        .isEqualTo(100_000);
  }

  /** After all collections that matter. */
  private static long usedBytes() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private CallMetrics metrics(OwnerLabels owners) {
    return MemoryTelemetry.metrics(reader, new Rater(PriceTables.bundled())::listed, owners);
  }

  private void assertThatNothingIsLost() {
    for (MetricData metric : reader.collectAllMetrics()) {
      assertThat(metric.getData().getPoints())
          .as(metric.getName())
          .hasSizeLessThan(LIMIT)
          .noneMatch(
              point ->
                  point.getAttributes().get(AttributeKey.booleanKey("otel.metric.overflow"))
                      != null);
    }
    double total =
        metric("costspan.cost").getData().getPoints().stream()
            .mapToDouble(SeriesBoundTest::value)
            .sum();
    assertThat(total).isCloseTo(spent.doubleValue(), within(1e-6));
    double histogram =
        metric("gen_ai.client.operation.cost").getData().getPoints().stream()
            .mapToDouble(SeriesBoundTest::value)
            .sum();
    assertThat(histogram).isCloseTo(spent.doubleValue(), within(1e-6));
  }

  private void show(CallFixture fixture) {
    RatedCall call = fixture.build();
    spent = spent.add(call.rating().amount());
    metrics.record(call, null, false);
  }

  private static CallFixture tokens(String model) {
    return call("openai", "chat", model)
        .charged(UsageMeter.INPUT_TOKENS, "1200", "2.50")
        .charged(UsageMeter.OUTPUT_TOKENS, "300", "10.00");
  }

  /** Sums of {@code costspan.cost} by meter. */
  private Map<String, Double> costs(Predicate<PointData> wanted) {
    return metric("costspan.cost").getDoubleSumData().getPoints().stream()
        .filter(wanted)
        .collect(
            Collectors.groupingBy(
                point -> String.valueOf(word(point, "costspan.meter")),
                summingDouble(DoublePointData::getValue)));
  }

  private MetricData metric(String name) {
    return reader.collectAllMetrics().stream()
        .filter(metric -> metric.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static String word(PointData point, String attribute) {
    return point.getAttributes().get(AttributeKey.stringKey(attribute));
  }

  private static double value(PointData point) {
    if (point instanceof LongPointData count) {
      return count.getValue();
    }
    return point instanceof HistogramPointData spread
        ? spread.getSum()
        : ((DoublePointData) point).getValue();
  }
}
