package io.costspan.telemetry;

import static io.costspan.pipeline.CallFixture.call;
import static io.costspan.pipeline.CallFixture.chat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.costspan.config.MetricsProfile;
import io.costspan.pipeline.CallFixture;
import io.costspan.profile.Instruments;
import io.costspan.profile.Profiles;
import io.costspan.telemetry.otel.OtelHome;
import io.costspan.usage.Reasons;
import io.costspan.usage.UsageMeter;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.PointData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The exact names, units and attributes of each profile, as a backend gets them. */
class ProfilesTest {
  private static final String MODELS =
      "gen_ai.operation.name=chat gen_ai.provider.name=openai gen_ai.request.model=gpt-4o"
          + " gen_ai.response.model=gpt-4o-2024-08-06";
  private static final String CALL = MODELS + " server.address=api.openai.com server.port=443";

  private final InMemoryMetricReader reader = InMemoryMetricReader.create();
  private final InMemorySpanExporter spans = InMemorySpanExporter.create();
  private final SdkTracerProvider tracers =
      SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(spans)).build();

  private CallTelemetry telemetry;

  /** 0.02605 USD: of everything something. */
  private static CallFixture rich() {
    return call("openai", "chat", "gpt-4o")
        .responding("gpt-4o-2024-08-06")
        .charged(UsageMeter.INPUT_TOKENS, "1000", "2.50")
        .charged(UsageMeter.CACHED_INPUT_TOKENS, "200", "1.25")
        .charged(UsageMeter.CACHE_WRITE_TOKENS, "100", "3.00")
        .charged(UsageMeter.TOOL_CALLS, "2", "10000")
        .charged(UsageMeter.OUTPUT_TOKENS, "300", "10.00")
        .reasoning("100");
  }

  @Test
  void default_addsNothing() {
    show(rich());

    assertThat(metrics())
        .containsExactly(
            "histogram gen_ai.client.operation.cost {cost} "
                + MODELS
                + " gen_ai.usage.cost.currency=USD gen_ai.usage.cost.source=local"
                + " server.address=api.openai.com server.port=443: 0.02605 of 1");
  }

  @Test
  void semconv141_emitsTokensAndDurations() {
    show(rich(), MetricsProfile.SEMCONV_1_41);

    assertThat(addedMetrics())
        .containsExactly(
            "histogram gen_ai.client.operation.duration s " + CALL + ": 0.85 of 1",
            "histogram gen_ai.client.token.usage {token} " + typed("input") + ": 1300 of 1",
            "histogram gen_ai.client.token.usage {token} " + typed("output") + ": 300 of 1");
    assertThat(bounds("gen_ai.client.operation.duration"))
        .containsExactly(
            0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92);
    assertThat(bounds("gen_ai.client.token.usage"))
        .containsExactly(
            1.0,
            4.0,
            16.0,
            64.0,
            256.0,
            1024.0,
            4096.0,
            16384.0,
            65536.0,
            262144.0,
            1048576.0,
            4194304.0,
            16777216.0,
            67108864.0);
    assertThat(addedToSpan()).isEmpty();
  }

  @Test
  void semconv141_failedCall_hasItsErrorInTheDuration() {
    show(chat().free(Reasons.FAILED).failing(500), MetricsProfile.SEMCONV_1_41);

    assertThat(addedMetrics())
        .containsExactly(
            "histogram gen_ai.client.operation.duration s error.type=500 " + CALL + ": 0.85 of 1");
  }

  @Test
  void semconvNext_emitsTheRenamedMetrics() {
    show(rich(), MetricsProfile.SEMCONV_NEXT);

    String unknown = modality("unknown");
    assertThat(addedMetrics())
        .containsExactly(
            "histogram gen_ai.client.inference.duration s " + CALL + ": 0.85 of 1",
            "histogram gen_ai.client.inference.operation.input_tokens {token} "
                + CALL
                + ": 1300 of 1",
            "histogram gen_ai.client.inference.operation.output_tokens {token} "
                + CALL
                + ": 300 of 1",
            "sum gen_ai.client.inference.usage.cache_read.input_tokens {token} "
                + unknown
                + ": 200",
            "sum gen_ai.client.inference.usage.cache_write.input_tokens {token} "
                + unknown
                + ": 100",
            "sum gen_ai.client.inference.usage.input_tokens {token} " + unknown + ": 1300",
            "sum gen_ai.client.inference.usage.output_tokens {token} " + unknown + ": 300",
            "sum gen_ai.client.inference.usage.reasoning.output_tokens {token} "
                + unknown
                + ": 100");
    assertThat(bounds("gen_ai.client.inference.operation.input_tokens")).hasSize(14);
    assertThat(bounds("gen_ai.client.inference.duration")).hasSize(14);
  }

  @Test
  void semconvNext_splitsTheCostOnSpans() {
    show(rich(), MetricsProfile.SEMCONV_NEXT);

    assertThat(addedToSpan())
        .containsOnly(
            Map.entry("gen_ai.usage.cache_write.input_tokens", "100"),
            Map.entry("gen_ai.usage.cost.input", "0.0025"),
            Map.entry("gen_ai.usage.cost.cache_read", "2.5E-4"),
            Map.entry("gen_ai.usage.cost.cache_write", "3.0E-4"),
            Map.entry("gen_ai.usage.cost.output", "0.002"),
            Map.entry("gen_ai.usage.cost.reasoning", "0.001"),
            Map.entry("gen_ai.usage.cost.tool", "0.02"));
  }

  @Test
  void semconvNext_modalities_areToldApartWhereTheProviderDoes() {
    show(
        call("openai", "chat", "gpt-audio")
            .used(UsageMeter.INPUT_TOKENS, "10", Map.of())
            .used(UsageMeter.INPUT_TOKENS, "40", Map.of("modality", "audio"))
            .used(UsageMeter.CACHED_INPUT_TOKENS, "5", Map.of())
            .used(UsageMeter.OUTPUT_TOKENS, "7", Map.of()),
        MetricsProfile.SEMCONV_NEXT);

    assertThat(sums("gen_ai.client.inference.usage.input_tokens", "gen_ai.token.modality"))
        .containsOnly(Map.entry("text", 15.0), Map.entry("audio", 40.0));
    assertThat(sums("gen_ai.client.inference.usage.output_tokens", "gen_ai.token.modality"))
        .containsOnly(Map.entry("unknown", 7.0));
  }

  @Test
  void semconvNext_failedInference_isRecordedAsZeroOfUnknownModality() {
    show(
        call("openai", "chat", "gpt-4o").free(Reasons.FAILED).failing(500),
        MetricsProfile.SEMCONV_NEXT);

    assertThat(sums("gen_ai.client.inference.usage.input_tokens", "gen_ai.token.modality"))
        .containsOnly(Map.entry("unknown", 0.0));
    assertThat(sums("gen_ai.client.inference.operation.output_tokens", "error.type"))
        .containsOnly(Map.entry("500", 0.0));
  }

  @Test
  void semconvNext_otherOperations_keepTheOldDuration() {
    show(
        call("openai", "embeddings", "ada").charged(UsageMeter.INPUT_TOKENS, "10", "1"),
        MetricsProfile.SEMCONV_NEXT);

    assertThat(names())
        .contains("gen_ai.client.operation.duration")
        .doesNotContain("gen_ai.client.inference.duration");
  }

  @Test
  void bothSemconvs_countEachCallOncePerMetric() {
    show(rich(), MetricsProfile.SEMCONV_NEXT, MetricsProfile.SEMCONV_1_41);
    show(call("openai", "embeddings", "ada").charged(UsageMeter.INPUT_TOKENS, "10", "1"));

    assertThat(sums("gen_ai.client.operation.duration", "gen_ai.operation.name"))
        .containsOnly(Map.entry("chat", 0.85), Map.entry("embeddings", 0.85));
    assertThat(sums("gen_ai.client.inference.duration", "gen_ai.operation.name"))
        .containsOnly(Map.entry("chat", 0.85));
  }

  @Test
  void openlit_seriesCarryTheNameThatItsDashboardsFilterBy() {
    show(rich(), MetricsProfile.OPENLIT);

    String sdk = " telemetry.sdk.name=openlit";
    assertThat(addedMetrics())
        .containsExactly(
            "histogram gen_ai.client.operation.duration s " + CALL + sdk + ": 0.85 of 1",
            "histogram gen_ai.client.token.usage {token} " + typed("input") + sdk + ": 1300 of 1",
            "histogram gen_ai.client.token.usage {token} " + typed("output") + sdk + ": 300 of 1",
            "histogram gen_ai.usage.cost USD " + CALL + sdk + ": 0.02605 of 1");
    assertThat(bounds("gen_ai.usage.cost")).isEqualTo(Instruments.COST_BOUNDS);
    assertThat(addedToSpan()).containsOnly(Map.entry("gen_ai.usage.total_tokens", "1600"));
  }

  @Test
  void logfire_emitsTheCostOfTheOperation() {
    show(rich(), MetricsProfile.LOGFIRE);

    assertThat(addedMetrics())
        .containsExactly(
            "histogram gen_ai.client.token.usage {token} " + typed("input") + ": 1300 of 1",
            "histogram gen_ai.client.token.usage {token} " + typed("output") + ": 300 of 1",
            "histogram operation.cost {USD} " + MODELS + ": 0.02605 of 1");
    assertThat(addedToSpan()).containsOnly(Map.entry("operation.cost", "0.02605"));
  }

  @Test
  void langfuse_getsCostsByItsOwnKeysAndNothingThatItMisreads() {
    show(rich(), MetricsProfile.LANGFUSE, MetricsProfile.SEMCONV_NEXT);

    Map<String, String> span = span();
    assertThat(span)
        .containsEntry(
            "langfuse.observation.cost_details",
            "{\"input\":0.0025,\"input_cached_tokens\":0.00025,\"input_cache_creation\":0.0003,"
                + "\"tool_calls\":0.02,\"output\":0.002,\"output_reasoning_tokens\":0.001,"
                + "\"total\":0.02605}")
        .containsEntry("gen_ai.usage.cost", "0.02605")
        .containsEntry("gen_ai.usage.cache_creation.input_tokens", "100")
        .doesNotContainKey("gen_ai.usage.cost.amount");
    assertThat(span.keySet())
        .filteredOn(name -> name.startsWith("gen_ai.usage.") && isNumber(span.get(name)))
        .containsExactlyInAnyOrder(
            "gen_ai.usage.input_tokens",
            "gen_ai.usage.output_tokens",
            "gen_ai.usage.cache_read.input_tokens",
            "gen_ai.usage.cache_creation.input_tokens",
            "gen_ai.usage.reasoning.output_tokens",
            "gen_ai.usage.cost");
  }

  @Test
  void langfuse_emitsNoMetrics() {
    show(rich(), MetricsProfile.LANGFUSE);

    assertThat(addedMetrics()).isEmpty();
  }

  @Test
  void langfuse_amountThatTheChargesDoNotAddUpTo_isNotSplit() {
    show(rich().stated("0.5", "USD"), MetricsProfile.LANGFUSE);

    assertThat(span()).containsEntry("langfuse.observation.cost_details", "{\"total\":0.5}");
  }

  @Test
  void openinference_describesTheSpanInItsOwnWords() {
    show(rich(), MetricsProfile.OPENINFERENCE);

    assertThat(addedToSpan())
        .containsOnly(
            Map.entry("openinference.span.kind", "LLM"),
            Map.entry("llm.provider", "openai"),
            Map.entry("llm.system", "openai"),
            Map.entry("llm.model_name", "gpt-4o-2024-08-06"),
            Map.entry("llm.token_count.prompt", "1300"),
            Map.entry("llm.token_count.completion", "300"),
            Map.entry("llm.token_count.total", "1600"),
            Map.entry("llm.token_count.prompt_details.cache_read", "200"),
            Map.entry("llm.token_count.prompt_details.cache_write", "100"),
            Map.entry("llm.token_count.completion_details.reasoning", "100"),
            Map.entry("llm.cost.prompt", "0.00305"),
            Map.entry("llm.cost.completion", "0.003"),
            Map.entry("llm.cost.total", "0.02605"),
            Map.entry("llm.cost.prompt_details.input", "0.0025"),
            Map.entry("llm.cost.prompt_details.cache_read", "2.5E-4"),
            Map.entry("llm.cost.prompt_details.cache_write", "3.0E-4"),
            Map.entry("llm.cost.completion_details.output", "0.002"),
            Map.entry("llm.cost.completion_details.reasoning", "0.001"));
    assertThat(addedMetrics()).isEmpty();
  }

  @Test
  void openinference_otherOperations_areOfTheirOwnKind() {
    show(
        call("cohere", "rerank", "rerank-v3").used(UsageMeter.SEARCH_UNITS, "1", Map.of()),
        MetricsProfile.OPENINFERENCE);
    show(call("aws.bedrock", "embeddings", "titan").used(UsageMeter.INPUT_TOKENS, "9", Map.of()));
    show(call("exa", "search", null).used(UsageMeter.QUERIES, "1", Map.of()));
    show(call("gcp.gemini", "image_generation", "imagen").used(UsageMeter.IMAGES, "1", Map.of()));

    assertThat(spans.getFinishedSpanItems())
        .extracting(span -> words(span.getAttributes()))
        .extracting(
            words -> words.get("openinference.span.kind"),
            words -> words.get("reranker.model_name"),
            words -> words.get("embedding.model_name"),
            words -> words.get("llm.provider"),
            words -> words.get("llm.system"))
        .containsExactly(
            tuple("RERANKER", "rerank-v3", null, null, null),
            tuple("EMBEDDING", null, "titan", null, null),
            tuple("TOOL", null, null, null, null),
            tuple("LLM", null, null, "google", "vertexai"));
  }

  @Test
  void suse_costIsInDollarsByItsUnit() {
    show(rich(), MetricsProfile.SUSE);

    assertThat(metrics())
        .containsExactly(
            "histogram gen_ai.client.operation.cost USD "
                + MODELS
                + " gen_ai.usage.cost.currency=USD gen_ai.usage.cost.source=local"
                + " server.address=api.openai.com server.port=443: 0.02605 of 1",
            "histogram gen_ai.client.operation.duration s " + CALL + ": 0.85 of 1",
            "histogram gen_ai.client.token.usage {token} " + typed("input") + ": 1300 of 1",
            "histogram gen_ai.client.token.usage {token} " + typed("output") + ": 300 of 1",
            "sum gen_ai.total.requests {request} " + CALL + ": 1");
    assertThat(bounds("gen_ai.client.operation.cost")).isEqualTo(Instruments.COST_BOUNDS);
  }

  /** Backends take these names for dollars, whatever the currency says that stands beside them. */
  @ParameterizedTest
  @EnumSource(MetricsProfile.class)
  void amountInEuros_isNowhereShownAsDollars(MetricsProfile profile) {
    show(rich().in("EUR"), profile);

    assertThat(data()).filteredOn(metric -> metric.getUnit().contains("USD")).isEmpty();
    Set<String> ofAnyCurrency =
        Set.of("amount", "input", "output", "cache_read", "cache_write", "reasoning", "tool");
    assertThat(span())
        .containsEntry("gen_ai.usage.cost.currency", "EUR")
        .doesNotContainKeys(
            "gen_ai.usage.cost", "operation.cost", "langfuse.observation.cost_details")
        .satisfies(
            words ->
                assertThat(words.keySet())
                    .noneMatch(name -> name.startsWith("llm.cost."))
                    .filteredOn(
                        name -> name.startsWith("gen_ai.usage.cost") && isNumber(words.get(name)))
                    .allMatch(
                        name -> ofAnyCurrency.contains(name.replace("gen_ai.usage.cost.", ""))));
  }

  @ParameterizedTest
  @EnumSource(MetricsProfile.class)
  void unratedCall_hasNoMoneyInAnyProfile(MetricsProfile profile) {
    show(rich().unrated(Reasons.UNKNOWN_MODEL), profile);

    assertThat(names()).noneMatch(name -> name.contains("cost") && !name.startsWith("costspan."));
    assertThat(span().keySet())
        .noneMatch(name -> name.contains("cost") && !name.startsWith("costspan."));
  }

  /** Whatever the profile, our own metrics say the same. */
  @ParameterizedTest
  @EnumSource(MetricsProfile.class)
  void ownMetrics_areTheSameInEveryProfile(MetricsProfile profile) {
    show(rich(), profile);
    List<String> own = lines(name -> name.startsWith("costspan."));
    InMemoryMetricReader usual = InMemoryMetricReader.create();
    MemoryTelemetry.in(usual, tracers).begin(CallFixture.start(), null).end(rich().build());

    assertThat(own)
        .isEqualTo(lines(usual.collectAllMetrics(), name -> name.startsWith("costspan.")))
        .isNotEmpty();
  }

  @Test
  void allAtOnce_haveEachMetricOnceAndTheUnionOfTheirAttributes() {
    show(rich(), MetricsProfile.values());

    assertThat(names()).doesNotHaveDuplicates().contains("gen_ai.usage.cost", "operation.cost");
    assertThat(metrics())
        .contains(
            "histogram gen_ai.client.token.usage {token} "
                + typed("input")
                + " telemetry.sdk.name=openlit: 1300 of 1")
        .anyMatch(line -> line.startsWith("histogram gen_ai.client.operation.cost USD "));
  }

  @Test
  void call_measuredByItsLibrary_isNotMeasuredAgain() {
    ContextKey<String> state = ContextKey.named("gen-ai-client-metrics-state");
    telemetry = inSdk(MetricsProfile.SEMCONV_1_41, MetricsProfile.OPENLIT);
    try (Scope scope = Context.root().with(state, "theirs").makeCurrent()) {
      show(rich());
    }

    assertThat(names())
        .contains("gen_ai.usage.cost", "gen_ai.client.operation.cost", "costspan.usage")
        .doesNotContain("gen_ai.client.token.usage", "gen_ai.client.operation.duration");
  }

  /** As anthropic-java makes them. */
  @Test
  void call_onTheSpanOfALibraryThatMeasuresNothing_isMeasured() {
    telemetry = inSdk(MetricsProfile.SEMCONV_1_41);
    Span theirs = genAi();
    try (Scope scope = theirs.makeCurrent()) {
      show(rich());
    }

    assertThat(names()).contains("gen_ai.client.token.usage", "gen_ai.client.operation.duration");
  }

  @Test
  void call_onTheSpanOfALibrary_hasOnlyItsCostThere() {
    telemetry =
        inSdk(MetricsProfile.OPENINFERENCE, MetricsProfile.LOGFIRE, MetricsProfile.LANGFUSE);
    Span theirs = genAi();
    try (Scope scope = theirs.makeCurrent()) {
      show(rich());
    }
    theirs.end();

    assertThat(span().keySet())
        .contains("operation.cost", "llm.cost.total", "langfuse.observation.cost_details")
        .noneMatch(name -> name.startsWith("llm.token_count") || name.equals("llm.model_name"))
        .doesNotContain("openinference.span.kind", "gen_ai.usage.input_tokens");
  }

  private Span genAi() {
    return tracers
        .get("library")
        .spanBuilder("chat gpt-4o")
        .setAttribute("gen_ai.operation.name", "chat")
        .startSpan();
  }

  /** In the SDK of somebody else, whose context surrounds the call. */
  private CallTelemetry inSdk(MetricsProfile... profiles) {
    SdkMeterProvider meters = SdkMeterProvider.builder().registerMetricReader(reader).build();
    OpenTelemetrySdk sdk =
        OpenTelemetrySdk.builder().setTracerProvider(tracers).setMeterProvider(meters).build();
    return MemoryTelemetry.in(OtelHome.of(sdk), Profiles.of(List.of(profiles)));
  }

  private void show(CallFixture call, MetricsProfile... profiles) {
    if (telemetry == null) {
      telemetry = MemoryTelemetry.in(reader, tracers, Profiles.of(List.of(profiles)));
    }
    telemetry.begin(CallFixture.start(), null).end(call.build());
  }

  /** Each point as a line: kind, name, unit, attributes and value. */
  private List<String> metrics() {
    return lines(name -> !name.startsWith("costspan."));
  }

  private List<String> addedMetrics() {
    return lines(
        name -> !name.startsWith("costspan.") && !name.equals(Instruments.CALL_COST.name()));
  }

  private List<String> lines(Predicate<String> names) {
    return lines(data(), names);
  }

  private static List<String> lines(Collection<MetricData> metrics, Predicate<String> names) {
    return metrics.stream()
        .filter(
            metric -> names.test(metric.getName()) && !metric.getName().equals("costspan.faults"))
        .flatMap(
            metric ->
                metric.getData().getPoints().stream()
                    .map(
                        point ->
                            kind(metric)
                                + " "
                                + metric.getName()
                                + " "
                                + metric.getUnit()
                                + " "
                                + attributes(point)
                                + ": "
                                + value(point)))
        .sorted()
        .toList();
  }

  private Collection<MetricData> data() {
    return reader.collectAllMetrics();
  }

  private List<String> names() {
    return data().stream().map(MetricData::getName).toList();
  }

  private static String kind(MetricData metric) {
    return metric.getType().name().toLowerCase().replaceAll("(long|double)_", "");
  }

  private static String attributes(PointData point) {
    return new TreeMap<>(words(point.getAttributes()))
        .entrySet().stream().map(Map.Entry::toString).collect(Collectors.joining(" "));
  }

  private static String value(PointData point) {
    if (point instanceof HistogramPointData histogram) {
      return plain(histogram.getSum()) + " of " + histogram.getCount();
    }
    return plain(number(point));
  }

  private static double number(PointData point) {
    if (point instanceof HistogramPointData histogram) {
      return histogram.getSum();
    }
    return point instanceof LongPointData count
        ? count.getValue()
        : ((DoublePointData) point).getValue();
  }

  private static String plain(double value) {
    return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
  }

  private List<Double> bounds(String name) {
    return data().stream()
        .filter(metric -> metric.getName().equals(name))
        .map(metric -> metric.getHistogramData().getPoints().iterator().next().getBoundaries())
        .findFirst()
        .orElseThrow();
  }

  private Map<String, Double> sums(String name, String attribute) {
    return data().stream()
        .filter(metric -> metric.getName().equals(name))
        .flatMap(metric -> metric.getData().getPoints().stream())
        .collect(
            Collectors.toMap(
                point -> words(point.getAttributes()).getOrDefault(attribute, "none"),
                ProfilesTest::number,
                Double::sum));
  }

  private Map<String, String> span() {
    assertThat(spans.getFinishedSpanItems()).hasSize(1);
    return words(spans.getFinishedSpanItems().get(0).getAttributes());
  }

  private Map<String, String> addedToSpan() {
    Map<String, String> added = span();
    InMemorySpanExporter usual = InMemorySpanExporter.create();
    SdkTracerProvider others =
        SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(usual)).build();
    MemoryTelemetry.in(InMemoryMetricReader.create(), others)
        .begin(CallFixture.start(), null)
        .end(rich().build());
    Map<String, String> before = words(usual.getFinishedSpanItems().get(0).getAttributes());
    assertThat(added).containsAllEntriesOf(before);
    added.keySet().removeAll(before.keySet());
    return added;
  }

  private static boolean isNumber(String text) {
    return text.matches("[0-9.E-]+");
  }

  private static String typed(String type) {
    return CALL.replace(" server.address", " gen_ai.token.type=" + type + " server.address");
  }

  private static String modality(String modality) {
    return CALL.replace(
        " server.address", " gen_ai.token.modality=" + modality + " server.address");
  }

  private static Map<String, String> words(Attributes attributes) {
    Map<String, String> words = new TreeMap<>();
    attributes.asMap().forEach((key, value) -> words.put(key.getKey(), value.toString()));
    return words;
  }
}
