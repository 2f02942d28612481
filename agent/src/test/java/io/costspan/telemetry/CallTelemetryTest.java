package io.costspan.telemetry;

import static io.costspan.pipeline.CallFixture.call;
import static io.costspan.pipeline.CallFixture.chat;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.pipeline.CallFixture;
import io.costspan.pipeline.SpanRef;
import io.costspan.profile.Instruments;
import io.costspan.usage.Reasons;
import io.costspan.usage.UsageMeter;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.PointData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CallTelemetryTest {
  private final InMemoryMetricReader reader = InMemoryMetricReader.create();
  private final InMemorySpanExporter spans = InMemorySpanExporter.create();
  private final SdkTracerProvider tracers =
      SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(spans)).build();
  private final CallTelemetry telemetry = MemoryTelemetry.in(reader, tracers);

  @Test
  void end_ratedCall_recordsItsCostOnce() {
    show(chat());

    MetricData cost = metric("gen_ai.client.operation.cost");
    HistogramPointData point = cost.getHistogramData().getPoints().iterator().next();
    assertThat(cost.getUnit()).isEqualTo("{cost}");
    assertThat(point.getSum()).isEqualTo(0.006);
    assertThat(point.getCount()).isEqualTo(1);
    assertThat(point.getBoundaries()).isEqualTo(Instruments.COST_BOUNDS);
    assertThat(words(point.getAttributes()))
        .containsOnly(
            Map.entry("gen_ai.operation.name", "chat"),
            Map.entry("gen_ai.provider.name", "openai"),
            Map.entry("gen_ai.request.model", "gpt-4o"),
            Map.entry("gen_ai.response.model", "gpt-4o-2024-08-06"),
            Map.entry("gen_ai.usage.cost.currency", "USD"),
            Map.entry("gen_ai.usage.cost.source", "local"),
            Map.entry("server.address", "api.openai.com"),
            Map.entry("server.port", "443"));
  }

  @Test
  void end_ratedCall_splitsTheSameMoneyByMeter() {
    show(chat());
    show(chat());

    assertThat(points("costspan.cost", "costspan.meter"))
        .containsOnly(Map.entry("input_tokens", 0.006), Map.entry("output_tokens", 0.006));
    assertThat(points("costspan.usage", "costspan.meter"))
        .containsOnly(Map.entry("input_tokens", 2400.0), Map.entry("output_tokens", 600.0));
    assertThat(points("costspan.calls", "costspan.rating")).containsOnly(Map.entry("rated", 2.0));
  }

  @Test
  void record_callWithoutSpan_countsTheSameMoney() {
    telemetry.record(chat().build());

    assertThat(points("costspan.cost", "costspan.meter"))
        .containsOnly(Map.entry("input_tokens", 0.003), Map.entry("output_tokens", 0.003));
    assertThat(points("costspan.calls", "costspan.rating")).containsOnly(Map.entry("rated", 1.0));
    assertThat(spans.getFinishedSpanItems()).isEmpty();
  }

  @Test
  void end_amountsInTwoCurrencies_neverShareASeries() {
    show(chat());
    show(chat().in("EUR"));

    assertThat(metric("gen_ai.client.operation.cost").getHistogramData().getPoints()).hasSize(2);
    assertThat(metric("costspan.cost").getDoubleSumData().getPoints()).hasSize(4);
    assertThat(points("costspan.cost", "gen_ai.usage.cost.currency")).containsKeys("USD", "EUR");
  }

  @Test
  void end_moreDifferentCallsThanAreRemembered_eachHasItsSeries() {
    for (int i = 0; i < 500; i++) {
      show(
          CallFixture.call("openai", "chat", "m" + i % 250)
              .charged(UsageMeter.INPUT_TOKENS, "1000", "1"));
    }

    assertThat(points("costspan.cost", "gen_ai.request.model"))
        .hasSize(250)
        .containsEntry("m0", 0.002)
        .containsEntry("m249", 0.002);
  }

  @Test
  void end_estimatedCall_isToldApartInMetrics() {
    show(chat());
    show(chat().estimated());

    assertThat(points("costspan.cost", "costspan.estimated"))
        .containsOnly(Map.entry("false", 0.006), Map.entry("true", 0.006));
    assertThat(points("costspan.calls", "costspan.estimated"))
        .containsOnly(Map.entry("false", 1.0), Map.entry("true", 1.0));
    assertThat(points("costspan.usage", "costspan.estimated"))
        .containsOnly(Map.entry("null", 3000.0));
  }

  @Test
  void end_amountInAnotherCurrency_isNotShownAsDollars() {
    show(chat().in("EUR"));

    assertThat(words(onlySpan().getAttributes()))
        .containsEntry("gen_ai.usage.cost.amount", "0.006")
        .containsEntry("gen_ai.usage.cost.currency", "EUR")
        .doesNotContainKey("gen_ai.usage.cost");
  }

  @Test
  void end_unratedCall_emitsNoMoneyAndItsReason() {
    show(chat().unrated(Reasons.UNKNOWN_MODEL));

    assertThat(metricNames()).containsOnly("costspan.calls", "costspan.usage");
    assertThat(points("costspan.calls", "costspan.rating")).containsOnly(Map.entry("unrated", 1.0));
    assertThat(points("costspan.calls", "costspan.reason"))
        .containsOnly(Map.entry("unknown_model", 1.0));
    assertThat(names(onlySpan()))
        .contains("costspan.reason")
        .noneMatch(name -> name.startsWith("gen_ai.usage.cost"));
  }

  @Test
  void end_freeCall_emitsOnlyItsCount() {
    show(chat().free(Reasons.FAILED).failing(500));

    assertThat(metricNames()).containsOnly("costspan.calls");
    assertThat(points("costspan.calls", "costspan.reason")).containsOnly(Map.entry("failed", 1.0));
  }

  @Test
  void end_blockedCall_isCountedAsBlockedByABudgetWithoutMoney() {
    show(call("openai", "chat", "gpt-4o").blocked());

    assertThat(metricNames()).containsOnly("costspan.calls");
    assertThat(points("costspan.calls", "costspan.rating")).containsOnly(Map.entry("blocked", 1.0));
    assertThat(points("costspan.calls", "costspan.reason")).containsOnly(Map.entry("budget", 1.0));
  }

  @Test
  void end_blockedCall_makesAnErrorSpanThatSaysWhatRefusedIt() {
    show(call("openai", "chat", "gpt-4o").blocked());

    assertThat(onlySpan().getStatus()).isEqualTo(StatusData.error());
    assertThat(words(onlySpan().getAttributes()))
        .containsEntry("costspan.rating", "blocked")
        .containsEntry("costspan.reason", "budget")
        .containsEntry("error.type", "java.io.IOException")
        .containsEntry("gen_ai.usage.cost.amount", "0.0");
  }

  @Test
  void end_statedMoneyThatOurLinesDoNotAddUpTo_staysWhole() {
    show(chat().stated("0.0072", "USD"));

    assertThat(points("costspan.cost", "gen_ai.usage.cost.source"))
        .containsOnly(Map.entry("provider", 0.0072));
    assertThat(points("costspan.cost", "costspan.meter")).containsOnly(Map.entry("null", 0.0072));
  }

  @Test
  void end_ratedCall_makesAClientSpanWithTheContractsAttributes() {
    SpanRef ref = show(chat());

    SpanData span = onlySpan();
    assertThat(ref).isEqualTo(SpanRef.of(span.getTraceId(), span.getSpanId()));
    assertThat(span.getName()).isEqualTo("chat gpt-4o");
    assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT);
    assertThat(span.getParentSpanContext().isValid()).isFalse();
    assertThat(span.getEndEpochNanos() - span.getStartEpochNanos()).isEqualTo(850_000_000L);
    assertThat(words(span.getAttributes()))
        .containsOnly(
            Map.entry("gen_ai.operation.name", "chat"),
            Map.entry("gen_ai.provider.name", "openai"),
            Map.entry("gen_ai.request.model", "gpt-4o"),
            Map.entry("gen_ai.response.model", "gpt-4o-2024-08-06"),
            Map.entry("gen_ai.response.id", "chatcmpl-1"),
            Map.entry("gen_ai.usage.input_tokens", "1200"),
            Map.entry("gen_ai.usage.output_tokens", "300"),
            Map.entry("gen_ai.usage.cost.amount", "0.006"),
            Map.entry("gen_ai.usage.cost", "0.006"),
            Map.entry("gen_ai.usage.cost.currency", "USD"),
            Map.entry("gen_ai.usage.cost.source", "local"),
            Map.entry("server.address", "api.openai.com"),
            Map.entry("server.port", "443"),
            Map.entry("costspan.rating", "rated"),
            Map.entry("costspan.price.id", "openai/gpt-4o"),
            Map.entry("costspan.price_table.version", "2026-08-21"),
            Map.entry(
                "costspan.charges",
                "[input_tokens 1200 x 2.50/1000000 = 0.00300000,"
                    + " output_tokens 300 x 10.00/1000000 = 0.00300000]"),
            Map.entry("costspan.estimated", "false"));
  }

  @Test
  void end_moreTokensThanALongHolds_areNotWrappedAround() {
    show(
        call("openai", "chat", "o3").used(UsageMeter.INPUT_TOKENS, "1" + "0".repeat(20), Map.of()));

    assertThat(words(onlySpan().getAttributes()))
        .contains(Map.entry("gen_ai.usage.input_tokens", Long.toString(Long.MAX_VALUE)));
  }

  @Test
  void end_cachedAndReasoningTokens_areCountedAsTheConventionsSay() {
    show(
        call("openai", "chat", "o3")
            .used(UsageMeter.INPUT_TOKENS, "100", Map.of())
            .used(UsageMeter.INPUT_TOKENS, "7", Map.of("model", "another"))
            .used(UsageMeter.CACHED_INPUT_TOKENS, "900", Map.of())
            .used(UsageMeter.CACHE_WRITE_TOKENS, "50", Map.of("ttl", "1h"))
            .used(UsageMeter.OUTPUT_TOKENS, "30", Map.of())
            .used(UsageMeter.OUTPUT_TOKENS, "70", Map.of("kind", "reasoning")));

    assertThat(words(onlySpan().getAttributes()))
        .contains(
            Map.entry("gen_ai.usage.input_tokens", "1050"),
            Map.entry("gen_ai.usage.cache_read.input_tokens", "900"),
            Map.entry("gen_ai.usage.cache_creation.input_tokens", "50"),
            Map.entry("gen_ai.usage.output_tokens", "100"),
            Map.entry("gen_ai.usage.reasoning.output_tokens", "70"));
  }

  @Test
  void end_failedCall_hasAnErrorSpan() {
    show(chat().free(Reasons.FAILED).failing(500));

    assertThat(onlySpan().getStatus()).isEqualTo(StatusData.error());
    assertThat(words(onlySpan().getAttributes())).containsEntry("error.type", "500");
  }

  @Test
  void end_ratedCall_linksItsMetricPointsToItsTrace() {
    SpanRef ref = show(chat());

    HistogramPointData point =
        metric("gen_ai.client.operation.cost").getHistogramData().getPoints().iterator().next();
    assertThat(point.getExemplars())
        .singleElement()
        .satisfies(
            exemplar -> assertThat(exemplar.getSpanContext().getSpanId()).isEqualTo(ref.spanId()));
  }

  private SpanRef show(CallFixture call) {
    return telemetry.begin(CallFixture.start(), null).end(call.build());
  }

  private SpanData onlySpan() {
    assertThat(spans.getFinishedSpanItems()).hasSize(1);
    return spans.getFinishedSpanItems().get(0);
  }

  private List<String> metricNames() {
    return reader.collectAllMetrics().stream()
        .map(MetricData::getName)
        .filter(name -> !name.equals("costspan.faults")) // of the whole JVM
        .toList();
  }

  private MetricData metric(String name) {
    return reader.collectAllMetrics().stream()
        .filter(metric -> metric.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** The sums of a counter's points by one attribute. */
  private Map<String, Double> points(String name, String attribute) {
    MetricData metric = metric(name);
    return metric.getData().getPoints().stream()
        .collect(
            Collectors.toMap(
                point -> words(point.getAttributes()).getOrDefault(attribute, "null"),
                CallTelemetryTest::value,
                Double::sum));
  }

  private static double value(PointData point) {
    return point instanceof LongPointData count
        ? count.getValue()
        : ((DoublePointData) point).getValue();
  }

  private static Map<String, String> words(Attributes attributes) {
    return attributes.asMap().entrySet().stream()
        .collect(
            Collectors.toMap(
                entry -> entry.getKey().getKey(), entry -> entry.getValue().toString()));
  }

  private static List<String> names(SpanData span) {
    return span.getAttributes().asMap().keySet().stream().map(AttributeKey::getKey).toList();
  }
}
