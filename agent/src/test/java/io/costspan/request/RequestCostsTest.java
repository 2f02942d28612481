package io.costspan.request;

import static io.costspan.pipeline.CallFixture.chat;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.health.Faults;
import io.costspan.home.Spans;
import io.costspan.home.Trace;
import io.costspan.pipeline.CallFixture;
import io.costspan.pipeline.LogicalRequest;
import io.costspan.pipeline.RatedCall;
import io.costspan.profile.RequestAttributes;
import io.costspan.telemetry.otel.OtelHome;
import io.costspan.usage.Reasons;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RequestCostsTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

  private final AtomicLong nanos = new AtomicLong();
  private final RequestCosts costs = new RequestCosts(nanos::get, 2);
  private final List<RequestTotal> totals = new ArrayList<>();
  private OpenTelemetrySdk sdk = sdk(Sampler.alwaysOn());
  private Spans home = home();

  RequestCostsTest() {
    costs.tell(totals::add);
  }

  @Test
  void calls_inATrace_addUpOnItsFirstSpan() {
    Span root = span("run");
    in(
        root,
        () -> {
          call(chat());
          call(chat());
        });

    assertThat(cost(root)).isEqualTo(0.012);
    assertThat(text(root, RequestAttributes.CURRENCY)).isEqualTo("USD");
    assertThat(number(root, RequestAttributes.CALLS)).isEqualTo(2);
    assertThat(number(root, RequestAttributes.UNRATED)).isZero();
    assertThat(number(root, RequestAttributes.DEPTH)).isEqualTo(2);
  }

  @Test
  void trace_itsFirstSpanEnds_isTold() {
    Span root = span("run");
    in(root, () -> call(chat()));
    root.end();
    costs.finishOver();

    assertThat(totals).hasSize(1);
    assertThat(dollars(0)).isEqualByComparingTo("0.006");
    assertThat(totals.get(0).root().spanId()).isEqualTo(root.getSpanContext().getSpanId());
    assertThat(costs.isEmpty()).isTrue();
  }

  @Test
  void trace_firstSpanIsNotTheOneAroundTheCalls_getsItsSumWhenItEnds() {
    Span root = span("run");
    Span step = in(root, () -> span("step"));
    in(step, () -> call(chat()));
    assertThat(number(step, RequestAttributes.CALLS)).isNull();

    ends(step);
    assertThat(totals).isEmpty();
    ends(root);

    assertThat(cost(root)).isEqualTo(0.006);
    assertThat(totals).hasSize(1);
    assertThat(cost(step)).isNull();
  }

  @Test
  void trace_beganInAnotherJvm_addsUpOnTheFirstSpanOfThisOne() {
    Span served = under(remote(), "POST /orders");

    in(served, () -> call(chat()));

    assertThat(cost(served)).isEqualTo(0.006);
  }

  @Test
  void trace_anInstrumentationKnowsItsFirstSpan_addsUpThere() {
    Span root = span("run");
    Span step = in(root, () -> span("step"));
    ContextKey<Span> first = ContextKey.named("opentelemetry-traces-local-root-span");
    try (Scope scope = Context.root().with(first, root).with(step).makeCurrent()) {
      call(chat());
    }

    assertThat(cost(root)).isEqualTo(0.006);
    assertThat(cost(step)).isNull();
  }

  @Test
  void trace_notSampled_countsAsWell() {
    sdk = sdk(Sampler.alwaysOff());
    home = home();
    in(
        span("run"),
        () -> {
          call(chat());
          call(chat());
        });
    later(Duration.ofSeconds(59));
    assertThat(totals).isEmpty();
    later(Duration.ofSeconds(2));

    assertThat(totals).hasSize(1);
    assertThat(dollars(0)).isEqualByComparingTo("0.012");
    assertThat(totals.get(0).root()).isNull();
  }

  @Test
  void call_underWayForLong_isWaitedFor() {
    Span root = span("run");
    LogicalRequest request = in(root, this::request);
    int place = request.begun();
    later(Duration.ofMinutes(10));
    root.end();
    nanos.set(0);
    later(Duration.ofSeconds(50));
    assertThat(totals).isEmpty();

    request.ended(place, chat().build());
    later(Duration.ZERO);

    assertThat(totals).hasSize(1);
    assertThat(dollars(0)).isEqualByComparingTo("0.006");
  }

  @Test
  void call_afterAllThatWasWaitedFor_isToldByItself() {
    LogicalRequest request = in(span("run"), this::request);
    int place = request.begun();
    later(Duration.ofMinutes(16));
    assertThat(totals).hasSize(1);

    request.ended(place, chat().build());

    assertThat(totals).hasSize(2);
    assertThat(dollars(1)).isEqualByComparingTo("0.006");
  }

  @Test
  void call_underWayAfterTheEnd_isNotWaitedForForever() {
    Span root = span("run");
    in(root, this::request).begun();
    root.end();

    later(Duration.ofSeconds(61));

    assertThat(costs.isEmpty()).isTrue();
  }

  @Test
  void call_inATrace_costsLittle() {
    Span root = span("run");
    CallFixture chat = chat();
    in(root, () -> repeat(chat.build(), 20_000));
    long before = allocated();
    in(root, () -> repeat(chat.build(), 10_000));

    // The rest is what the span keeps of its attributes.
    assertThat((allocated() - before) / 10_000).isLessThan(1_000);
  }

  private void repeat(RatedCall call, int times) {
    for (int i = 0; i < times; i++) {
      LogicalRequest request = request();
      request.ended(request.begun(), call);
    }
  }

  private static long allocated() {
    return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getThreadAllocatedBytes(Thread.currentThread().getId());
  }

  @Test
  void calls_ofUnknownCost_areCountedAndNotTakenForFree() {
    Span root = span("run");
    in(root, () -> call(chat().unrated(Reasons.UNKNOWN_MODEL)));
    assertThat(cost(root)).isNull();
    in(root, () -> call(chat()));

    assertThat(number(root, RequestAttributes.CALLS)).isEqualTo(2);
    assertThat(number(root, RequestAttributes.UNRATED)).isEqualTo(1);
    assertThat(cost(root)).isEqualTo(0.006);
  }

  @Test
  void calls_inTwoCurrencies_areNeverAdded() {
    Span root = span("run");
    in(root, () -> call(chat()));
    in(root, () -> call(chat().in("EUR")));
    root.end();
    costs.finishOver();

    assertThat(cost(root)).isEqualTo(0.006);
    assertThat(number(root, RequestAttributes.UNRATED)).isEqualTo(1);
    assertThat(totals.get(0).amounts()).containsOnlyKeys("USD", "EUR");
  }

  @Test
  void depth_callsAtTheSameTime_isThatOfOne() {
    Span root = span("run");
    LogicalRequest request = in(root, this::request);
    int one = request.begun();
    int other = request.begun();
    request.ended(one, chat().build());
    request.ended(other, chat().build());
    assertThat(number(root, RequestAttributes.DEPTH)).isEqualTo(1);

    in(root, () -> call(chat()));
    assertThat(number(root, RequestAttributes.DEPTH)).isEqualTo(2);
  }

  @Test
  void owners_ofARequest_areThoseOfAllItsCalls() {
    Span root = span("run");
    in(root, () -> call(chat().owned("team", "search").owned("user", "one")));
    in(root, () -> call(chat().owned("team", "search").owned("user", "two")));
    root.end();
    costs.finishOver();

    assertThat(totals.get(0).owners()).containsExactly(Map.entry("team", "search"));
  }

  @Test
  void request_whatItHasSpent_isKnownWhileItGoesOn() {
    Span root = span("run");
    in(root, () -> call(chat()));
    in(root, () -> call(chat().unrated(Reasons.UNKNOWN_MODEL)));

    LogicalRequest request = in(root, this::request);
    assertThat(request.spent().get("USD")).isEqualByComparingTo("0.006");
    assertThat(request.unrated()).isEqualTo(1);
  }

  @Test
  void traces_moreThanThereIsRoomFor_areCountedAsDropped() {
    long before = Faults.counts().getOrDefault("requests_full", 0L);
    for (int i = 0; i < 3; i++) {
      LogicalRequest request = in(span("run"), this::request);
      assertThat(request == null).isEqualTo(i == 2);
    }

    assertThat(Faults.counts()).containsEntry("requests_full", before + 1);
  }

  @Test
  void call_outsideOfAllTraces_belongsToNone() {
    assertThat(request()).isNull();
    try (AutoCloseable inside =
        home.begin("chat", "openai", Instant.now(), null, null).makeCurrent()) {
      assertThat(request()).isNull();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void served_callsOfThatThread_addUp() {
    Served.begin();
    Served.begin();
    call(chat());
    Served.end();
    call(chat());
    assertThat(totals).isEmpty();
    Served.end();

    assertThat(totals).hasSize(1);
    assertThat(dollars(0)).isEqualByComparingTo("0.012");
    assertThat(request()).isNull();
    assertThat(costs.isEmpty()).isTrue();
  }

  @Test
  void summary_saysWhatCallsBelongedTo() {
    assertThat(costs.summary()).isNull();
    in(span("run"), () -> call(chat()));
    costs.missed();

    assertThat(costs.summary())
        .isEqualTo("calls in traces 1, in servlet requests 0, without a cost of their request 1");
  }

  @Test
  void endAll_tellsOfThoseUnderWay() {
    in(span("run"), () -> call(chat()));

    costs.endAll();

    assertThat(totals).hasSize(1);
  }

  private void call(CallFixture call) {
    LogicalRequest request = request();
    int place = request.begun();
    request.ended(place, call.build());
  }

  private BigDecimal dollars(int total) {
    return totals.get(total).amounts().get("USD");
  }

  private LogicalRequest request() {
    return costs.of(home.trace(null), null);
  }

  private void later(Duration time) {
    nanos.addAndGet(time.toNanos());
    costs.finishOver();
  }

  /** As what is woven into the SDK does. */
  private void ends(Span span) {
    Trace trace = home.ending(span, costs::isUnderWay);
    if (trace != null) {
      costs.end(trace);
    }
    span.end();
  }

  private Span span(String name) {
    return sdk.getTracer("app").spanBuilder(name).startSpan();
  }

  private Span under(Context parent, String name) {
    return sdk.getTracer("app").spanBuilder(name).setParent(parent).startSpan();
  }

  private static Context remote() {
    SpanContext caller =
        SpanContext.createFromRemoteParent(
            TRACE, "00f067aa0ba902b7", TraceFlags.getSampled(), TraceState.getDefault());
    return Context.root().with(Span.wrap(caller));
  }

  private static void in(Span span, Runnable task) {
    try (Scope scope = span.makeCurrent()) {
      task.run();
    }
  }

  private static <T> T in(Span span, java.util.function.Supplier<T> task) {
    try (Scope scope = span.makeCurrent()) {
      return task.get();
    }
  }

  private static Double cost(Span span) {
    return ((ReadableSpan) span).getAttribute(AttributeKey.doubleKey(RequestAttributes.COST));
  }

  private static String text(Span span, String name) {
    return ((ReadableSpan) span).getAttribute(AttributeKey.stringKey(name));
  }

  private static Long number(Span span, String name) {
    return ((ReadableSpan) span).getAttribute(AttributeKey.longKey(name));
  }

  private static OpenTelemetrySdk sdk(Sampler sampler) {
    return OpenTelemetrySdk.builder()
        .setTracerProvider(SdkTracerProvider.builder().setSampler(sampler).build())
        .build();
  }

  private Spans home() {
    return OtelHome.of(sdk).spans();
  }
}
