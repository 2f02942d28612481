package io.costspan.telemetry;

import static io.costspan.pipeline.CallFixture.chat;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.home.Description;
import io.costspan.profile.Profiles;
import io.costspan.wire.Allocation;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.internal.otlp.traces.TraceRequestMarshaler;
import io.opentelemetry.sdk.resources.Resource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpanRequestTest {
  private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0";

  /** What it may allocate, without the optimizing compiler. */
  private static final long LIMIT = 500;

  private final Resource resource =
      Resource.create(Attributes.builder().put("service.name", "shop").build(), "https://schema");
  private final SpanRequest request = new SpanRequest(resource);

  static List<Object> values() {
    return List.of(
        "",
        "a",
        "ä€\ud83d\ude00",
        "x".repeat(127),
        "x".repeat(128),
        "é".repeat(70_000),
        0L,
        -1L,
        Long.MAX_VALUE,
        new BigDecimal("0.000123"),
        BigDecimal.ZERO,
        true,
        false,
        List.of(),
        List.of("one", "", "ü"));
  }

  @ParameterizedTest
  @MethodSource("values")
  void end_anyValue_isWhatTheSdkWouldSend(Object value) throws IOException {
    add(new Said(new TreeMap<>(Map.of("a", value, "b", "more")), false), null);

    byte[] written = request.end().toByteArray();

    assertThat(written).isEqualTo(sdks(written));
    assertThat(SentSpans.of(written).get(0).getAttributes().asMap())
        .containsValue(value instanceof BigDecimal amount ? amount.doubleValue() : value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "3"})
  void end_spansOfAllKinds_areWhatTheSdkWouldSend(String flags) throws IOException {
    for (int i = 0; i < 600; i++) {
      Said said = new Said(new TreeMap<>(Map.of("a", "x".repeat(i))), i % 3 == 0);
      add(said, i % 2 == 0 ? null : PARENT + flags);
    }

    byte[] written = request.end().toByteArray();

    assertThat(SentSpans.of(written)).hasSize(600);
    assertThat(written).isEqualTo(sdks(written));
  }

  @Test
  void next_requestBefore_leavesNothing() {
    add(new Said(Map.of("a", "first"), false), null);
    request.end();

    SpanRequest next = request.next();
    add(new Said(Map.of("a", "second"), false), null);

    assertThat(next).isSameAs(request);
    assertThat(SentSpans.of(next.end().toByteArray()))
        .singleElement()
        .satisfies(span -> assertThat(span.getAttributes().asMap()).containsValue("second"));
  }

  @Test
  void next_uncommonlyMuch_isNotKept() {
    add(new Said(Map.of("a", "x".repeat(1 << 21)), false), null);
    request.end();

    assertThat(request.next()).isNull();
  }

  @Test
  void add_call_allocatesLittle() {
    CallDescription call = new CallDescription(chat().build(), Profiles.DEFAULT.onSpans(), false);
    EndedSpan[] span = new EndedSpan[1];
    new OwnSpans(ended -> span[0] = ended)
        .begin("chat", "openai", Instant.EPOCH, null, null)
        .end(call, Instant.EPOCH);

    long bytes =
        Allocation.least(
            1000,
            () -> {
              request.add(span[0]);
              request.end();
              request.next();
            });

    assertThat(bytes).isLessThanOrEqualTo(LIMIT);
  }

  private void add(Description call, String traceparent) {
    new OwnSpans(request::add)
        .begin("chat", "openai", Instant.ofEpochSecond(1_800_000_000L, 5), null, traceparent)
        .end(call, Instant.ofEpochSecond(1_800_000_001L, 7));
  }

  private static byte[] sdks(byte[] ours) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TraceRequestMarshaler.create(SentSpans.of(ours)).writeBinaryTo(out);
    return out.toByteArray();
  }

  /** In the order of their names, as the SDK has them. */
  private record Said(Map<String, Object> values, boolean isOfFailure) implements Description {
    @Override
    public String name() {
      return "chat gpt-4o";
    }

    @Override
    public void forEach(BiConsumer<String, Object> attribute) {
      values.forEach(attribute);
    }
  }
}
