package io.costspan.telemetry;

import static io.costspan.pipeline.CallFixture.chat;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.config.SpansMode;
import io.costspan.home.Observed;
import io.costspan.home.Spans;
import io.costspan.pipeline.CallFixture;
import io.costspan.pipeline.SpanRef;
import io.costspan.profile.OwnerLabels;
import io.costspan.profile.Profiles;
import io.costspan.series.CallSums;
import io.costspan.telemetry.otel.OtelHome;
import io.costspan.usage.CallStart;
import io.costspan.usage.ModelList;
import io.costspan.usage.Reasons;
import io.costspan.wire.Allocation;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OwnSpansTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String NAMED = "00-" + TRACE + "-00f067aa0ba902b7-0";

  /** What the application's thread may allocate for a span, besides its description. */
  private static final long LIMIT = 120;

  private final List<EndedSpan> own = new ArrayList<>();
  private final InMemorySpanExporter exported = InMemorySpanExporter.create();

  static Stream<CallFixture> calls() {
    return Stream.of(
        chat(),
        chat().in("EUR").estimated(),
        chat().unrated(Reasons.UNKNOWN_MODEL),
        chat().free(Reasons.FAILED).failing(500));
  }

  @ParameterizedTest
  @MethodSource("calls")
  void end_anyCall_isExportedAsTheSdkWouldExportIt(CallFixture call) {
    SpanData ours = shown(call, null);
    SpanData sdks = shownBySdk(call);

    assertThat(ours.getName()).isEqualTo(sdks.getName());
    assertThat(ours.getKind()).isEqualTo(sdks.getKind());
    assertThat(ours.getStatus()).isEqualTo(sdks.getStatus());
    assertThat(ours.getStartEpochNanos()).isEqualTo(sdks.getStartEpochNanos());
    assertThat(ours.getEndEpochNanos()).isEqualTo(sdks.getEndEpochNanos());
    assertThat(ours.getInstrumentationScopeInfo()).isEqualTo(sdks.getInstrumentationScopeInfo());
    assertThat(ours.getResource()).isEqualTo(sdks.getResource());
    assertThat(ours.getParentSpanContext()).isEqualTo(sdks.getParentSpanContext());
    assertThat(ours.getSpanContext().getTraceFlags())
        .isEqualTo(sdks.getSpanContext().getTraceFlags());
    assertThat(ours.getSpanContext().isValid()).isTrue();
    assertThat(pairs(ours)).isEqualTo(pairs(sdks));
    assertThat(ours.getTotalAttributeCount()).isEqualTo(pairs(ours).size());
  }

  @Test
  void end_call_saysWhatItIsKnownByEverywhere() {
    SpanRef ref = show(chat(), null);

    assertThat(ref.traceId()).matches("[0-9a-f]{32}").isEqualTo(sent().getTraceId());
    assertThat(ref.spanId()).matches("[0-9a-f]{16}").isEqualTo(sent().getSpanId());
  }

  @Test
  void begin_requestNamesATrace_isInThatTrace() {
    SpanData span = shown(chat(), NAMED + "1");

    assertThat(span.getTraceId()).isEqualTo(TRACE);
    assertThat(span.getParentSpanId()).isEqualTo("00f067aa0ba902b7");
    assertThat(span.getSpanContext().isSampled()).isTrue();
  }

  @Test
  void begin_requestNamesATraceThatIsNotSampled_isNotExported() {
    assertThat(show(chat(), NAMED + "0")).isNull();
    assertThat(own).isEmpty();
  }

  @Test
  void end_call_leavesTheWorkToTheExporter() {
    OwnSpans spans = new OwnSpans(span -> {});
    CallStart start = CallFixture.start();
    CallDescription call = new CallDescription(chat().build(), Profiles.DEFAULT.onSpans(), false);

    long bytes =
        Allocation.least(
            1000,
            () ->
                spans
                    .begin(start.operation(), start.provider(), start.startedAt(), null, null)
                    .end(call, start.startedAt()));

    assertThat(bytes).isLessThanOrEqualTo(LIMIT);
  }

  private SpanData shown(CallFixture call, String traceparent) {
    show(call, traceparent);
    return sent();
  }

  private SpanData sent() {
    SpanRequest request = new SpanRequest(Resource.getDefault());
    request.add(own.get(own.size() - 1));
    return SentSpans.of(request.end().toByteArray()).get(0);
  }

  private SpanRef show(CallFixture call, String traceparent) {
    CallStart start = CallFixture.start();
    CallStart named =
        new CallStart(
            start.provider(),
            start.operation(),
            start.serverAddress(),
            start.serverPort(),
            start.startedAt(),
            traceparent,
            start.attribution());
    return telemetry(new OwnSpans(own::add)).begin(named, null).end(call.build());
  }

  private SpanData shownBySdk(CallFixture call) {
    SdkTracerProvider tracers =
        SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(exported)).build();
    Spans spans =
        OtelHome.of(OpenTelemetrySdk.builder().setTracerProvider(tracers).build()).spans();
    telemetry(spans).begin(CallFixture.start(), null).end(call.build());
    return exported.getFinishedSpanItems().get(0);
  }

  private static CallTelemetry telemetry(Spans spans) {
    CallSums sums = new CallSums(ModelList.NONE, List.of(), OwnerLabels.NONE);
    return new CallTelemetry(
        new CallMetrics(sums, meters -> {}, () -> false),
        SpansMode.AUTO,
        () -> spans,
        Observed.NOTHING,
        Profiles.DEFAULT.onSpans(),
        Neighbour.NONE);
  }

  private static List<String> pairs(SpanData span) {
    List<String> pairs = new ArrayList<>();
    span.getAttributes()
        .forEach((key, value) -> pairs.add(key.getKey() + " " + key.getType() + " " + value));
    return pairs.stream().sorted().toList();
  }
}
