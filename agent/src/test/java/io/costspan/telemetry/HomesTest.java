package io.costspan.telemetry;

import static io.costspan.pipeline.CallFixture.chat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.costspan.config.SpansMode;
import io.costspan.config.TelemetryMode;
import io.costspan.home.Home;
import io.costspan.pipeline.CallFixture;
import io.costspan.pipeline.Telemetry;
import io.costspan.profile.OwnerLabels;
import io.costspan.profile.Profiles;
import io.costspan.series.CallSums;
import io.costspan.telemetry.otel.OtelHome;
import io.costspan.usage.ModelList;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.resources.Resource;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HomesTest {
  private static final double ONE_CALL = 0.006;

  private final Backend own = new Backend();
  private final Backend applications = new Backend();
  private final OpenTelemetrySdk sdk = applications.sdk().build();
  private final Homes homes = new Homes(new Finder(TelemetryMode.AUTO), true, Duration.ZERO);
  private final CallMetrics metrics =
      new CallMetrics(
          new CallSums(ModelList.NONE, Profiles.DEFAULT.metrics(), OwnerLabels.NONE),
          meters -> {},
          homes::areInDoubt);
  private Span observed;
  private Map<String, Object> seen;
  private final CallTelemetry telemetry =
      new CallTelemetry(
          metrics,
          SpansMode.AUTO,
          homes::spans,
          () -> observed,
          Profiles.DEFAULT.onSpans(),
          Neighbour.NONE);
  private boolean delivered = true;

  private final class Embedding implements Homes.Embedding {
    @Override
    public Home start(boolean forSpans, boolean forMetrics, Map<String, Object> resource) {
      seen = resource;
      return OtelHome.own(forSpans ? own.ownSpans() : null, forMetrics ? own.meters : null);
    }

    @Override
    public boolean finishMetrics() {
      own.cost();
      return delivered;
    }
  }

  @AfterEach
  void tearDown() {
    shutDown();
    homes.settle();
  }

  @Test
  void settle_applicationsSdk_isTheHomeOfBothSignals() {
    Sightings.sdk(sdk);
    open();

    Span root = applications.tracers.get("shop").spanBuilder("checkout").startSpan();
    try (Scope scope = root.makeCurrent()) {
      call();
    }

    assertThat(applications.ours())
        .singleElement()
        .satisfies(
            span ->
                assertThat(span.getParentSpanId()).isEqualTo(root.getSpanContext().getSpanId()));
    assertThat(applications.cost()).isEqualTo(ONE_CALL, within(1e-12));
    assertThat(own.ours()).isEmpty();
    assertThat(own.cost()).isZero();
  }

  @Test
  void call_insideAGenAiSpan_putsItsCostThere() {
    Sightings.sdk(sdk);
    open();

    Span chat =
        applications
            .tracers
            .get("library")
            .spanBuilder("chat gpt-4o")
            .setAttribute("gen_ai.operation.name", "chat")
            .startSpan();
    try (Scope scope = chat.makeCurrent()) {
      call();
      call();
    }
    chat.end();

    assertThat(applications.spans.getFinishedSpanItems())
        .hasSize(2)
        .allSatisfy(
            span ->
                assertThat(span.getAttributes().get(AttributeKey.doubleKey("gen_ai.usage.cost")))
                    .isEqualTo(ONE_CALL));
    assertThat(applications.ours()).as("the second call").hasSize(1);
  }

  @Test
  void call_insideAnObservedCall_putsItsCostOnTheSpanOfThat() {
    Sightings.sdk(sdk);
    open();
    observed = applications.tracers.get("observations").spanBuilder("unspecified").startSpan();
    Span http = applications.tracers.get("observations").spanBuilder("http post").startSpan();

    try (Scope scope = http.makeCurrent()) {
      call();
    }
    observed.end();

    assertThat(applications.ours()).isEmpty();
    assertThat(applications.spans.getFinishedSpanItems())
        .singleElement()
        .satisfies(
            span -> {
              assertThat(span.getSpanContext()).isEqualTo(observed.getSpanContext());
              assertThat(span.getAttributes().get(AttributeKey.doubleKey("gen_ai.usage.cost")))
                  .isEqualTo(ONE_CALL);
            });
  }

  @Test
  void call_onAnotherThread_isOnTheSpanThatWasObservedWhereItWasMade() {
    Sightings.sdk(sdk);
    open();
    Span made = applications.tracers.get("observations").spanBuilder("unspecified").startSpan();
    Object surroundings = homes.spans().surroundings(() -> made);

    telemetry.begin(CallFixture.start(), surroundings).end(chat().build());
    made.end();

    assertThat(applications.ours()).isEmpty();
    assertThat(applications.spans.getFinishedSpanItems())
        .singleElement()
        .satisfies(span -> assertThat(span.getSpanContext()).isEqualTo(made.getSpanContext()));
  }

  @Test
  void call_insideAnotherOne_hasASpanOfItsOwn() throws Exception {
    Sightings.sdk(sdk);
    open();

    Telemetry.Begun outer = telemetry.begin(CallFixture.start(), null);
    try (AutoCloseable frame = outer.enter()) {
      call();
    }
    outer.end(chat().build());

    assertThat(applications.ours())
        .hasSize(2)
        .extracting(span -> span.getAttributes().get(AttributeKey.doubleKey("gen_ai.usage.cost")))
        .containsOnly(ONE_CALL);
  }

  @Test
  void end_genAiSpanEndedBefore_getsASpanOfItsOwn() {
    Sightings.sdk(sdk);
    open();
    Span chat =
        applications
            .tracers
            .get("library")
            .spanBuilder("chat gpt-4o")
            .setAttribute("gen_ai.operation.name", "chat")
            .startSpan();
    Telemetry.Begun begun;
    try (Scope scope = chat.makeCurrent()) {
      begun = telemetry.begin(CallFixture.start(), null);
    }
    chat.end();
    begun.end(chat().build());

    assertThat(applications.ours())
        .singleElement()
        .satisfies(
            span ->
                assertThat(span.getParentSpanId()).isEqualTo(chat.getSpanContext().getSpanId()));
  }

  @Test
  void settle_betterHome_takesOverWithoutLosingOrDoublingACall() {
    open();
    call();
    double shownBefore = own.cost();
    Sightings.sdk(sdk);
    call();
    homes.settle();
    call();

    assertThat(shownBefore).isEqualTo(ONE_CALL);
    assertThat(own.cost()).isZero();
    assertThat(applications.cost()).isEqualTo(ONE_CALL, within(1e-12));
    assertThat(applications.costsSeen()).isEqualTo(1);
    assertThat(applications.ours()).hasSize(1);
    assertThat(own.ours()).hasSize(2);
  }

  @Test
  void settle_betterHomeThanOneWhereNothingArrived_getsEverything() {
    delivered = false;
    open();
    call();
    Sightings.sdk(sdk);
    homes.settle();
    call();

    assertThat(applications.cost()).isEqualTo(2 * ONE_CALL, within(1e-12));
    assertThat(applications.costsSeen()).isEqualTo(2);
  }

  @Test
  void settle_homeThatWasShutDown_isLeft() {
    Sightings.sdk(sdk);
    open();
    call();
    double shownBefore = applications.cost();
    shutDown();
    call();
    homes.settle();
    call();

    assertThat(shownBefore).isEqualTo(ONE_CALL);
    assertThat(own.cost()).isEqualTo(2 * ONE_CALL, within(1e-12));
    assertThat(own.costsSeen()).isEqualTo(2);
    assertThat(own.ours()).hasSize(1);
  }

  @Test
  void settle_sdkWithoutPropagators_isNobodysHome() {
    Sightings.sdk(
        OpenTelemetrySdk.builder()
            .setTracerProvider(applications.tracers)
            .setMeterProvider(applications.meters)
            .build());
    open();
    call();

    assertThat(own.ours()).hasSize(1);
  }

  @Test
  void settle_globalOneThatDoesNothing_isNobodysHome() {
    GlobalOpenTelemetry.resetForTest();
    GlobalOpenTelemetry.set(OpenTelemetry.noop());
    Sightings.global(getClass().getClassLoader());
    Sightings.sdk(sdk);
    try {
      open();
      call();

      assertThat(applications.ours()).hasSize(1);
    } finally {
      GlobalOpenTelemetry.resetForTest();
    }
  }

  @Test
  void settle_sdkWithoutReader_leavesMetricsToAnotherHome() {
    OpenTelemetrySdk spansOnly =
        OpenTelemetrySdk.builder()
            .setTracerProvider(
                applications.tracers(
                    Resource.create(
                        Attributes.builder()
                            .put("service.name", "shop")
                            .put("service.instance.id", "shop-1")
                            .build())))
            .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
            .build();
    Sightings.sdk(spansOnly);
    open();
    call();

    assertThat(applications.ours()).hasSize(1);
    assertThat(own.cost()).isEqualTo(ONE_CALL, within(1e-12));
    Sightings.closed(spansOnly.getSdkMeterProvider());
    Sightings.closed(spansOnly.getSdkTracerProvider());
    assertThat(seen)
        .as("resource of the SDK with the metrics")
        .containsEntry("service.name", "shop")
        .containsEntry("service.instance.id", "shop-1");
  }

  private void open() {
    homes.open(Backend.residents(metrics), new Embedding());
  }

  private void call() {
    telemetry.begin(CallFixture.start(), null).end(chat().build());
  }

  private void shutDown() {
    Sightings.closed(applications.tracers);
    Sightings.closed(applications.meters);
  }
}
