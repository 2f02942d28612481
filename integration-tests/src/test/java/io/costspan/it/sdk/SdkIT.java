package io.costspan.it.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.costspan.it.Jdk;
import io.costspan.it.OtlpCollector.Point;
import io.costspan.it.OtlpCollector.Span;
import io.costspan.it.sdk.SdkRun.Wire;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The real SDKs with the real jar: what they send and get is what they send and get without it, and
 * every signal tells the same money.
 */
@ParameterizedClass
@MethodSource("wires")
class SdkIT {
  @TempDir private static Path folder;
  private static SdkRun run;

  @Parameter private Wire wire;

  /** Real endpoints speak HTTP/2 over TLS; gateways in house often plain HTTP/1.1. */
  static Stream<Wire> wires() {
    return Stream.concat(
        Jdk.all().stream().map(jdk -> new Wire(jdk, true)),
        Stream.of(new Wire(Jdk.running(), false)));
  }

  @BeforeParameterizedClassInvocation
  static void runWithAndWithout(Wire wire) {
    run = SdkRun.over(wire, folder);
  }

  @Test
  void sdks_withAgent_getWhatTheyGetWithout() {
    assertThat(run.with().differenceFrom(run.without())).isEmpty();
  }

  @Test
  void sdks_withAgent_sendWhatTheySendWithout() {
    assertThat(run.requestsWith())
        .isEqualTo(run.requestsWithout())
        .hasSize(ExpectedCall.ALL.size());
  }

  @Test
  void ledger_everyCall_hasItsAmountToTheLastDecimal() {
    assertThat(
            run.ledger()
                .columns("provider", "operation", "requestModel", "rating", "reason", "amount"))
        .isEqualTo(ExpectedCall.ALL.stream().map(ExpectedCall::ledgerColumns).toList());
  }

  @Test
  void spans_everyCall_carryItsAmount() {
    assertThat(run.collector().spans())
        .extracting(Span::name, span -> span.attributes().get("gen_ai.usage.cost.amount"))
        .containsExactlyElementsOf(
            ExpectedCall.ALL.stream().map(ExpectedCall::spanColumns).toList());
  }

  @Test
  void costCounter_ofAModel_sumsItsCalls() {
    assertThat(sum("costspan.cost", "gpt-4o")).isCloseTo(total("gpt-4o"), within(1e-15));
    assertThat(sum("costspan.cost", "claude-sonnet-4-5"))
        .isCloseTo(total("claude-sonnet-4-5"), within(1e-15));
  }

  @Test
  void costHistogram_ofAModel_sumsItsCalls() {
    assertThat(sum("gen_ai.client.operation.cost", "gpt-4o"))
        .isCloseTo(total("gpt-4o"), within(1e-15));
  }

  @Test
  void costHistogram_exemplars_leadToSpans() {
    assertThat(run.collector().exemplars("gen_ai.client.operation.cost"))
        .isNotEmpty()
        .isSubsetOf(run.collector().spans().stream().map(Span::spanId).toList());
  }

  @Test
  void callCounter_everyCall_isCountedOnce() {
    assertThat(run.collector().points("costspan.calls").stream().mapToDouble(Point::value).sum())
        .isEqualTo(ExpectedCall.ALL.size());
  }

  @Test
  void stderr_nothingButTheReceipt_withTheTotal() {
    assertThat(run.without().stderr()).isEmpty();
    assertThat(run.with().stderr()).startsWith("costspan receipt").contains("~0.24965671");
    assertThat(run.with().stderr()).doesNotContain("[costspan]");
  }

  private static double sum(String metric, String model) {
    return run.collector().points(metric).stream()
        .filter(point -> model.equals(point.attributes().get("gen_ai.request.model")))
        .mapToDouble(Point::value)
        .sum();
  }

  private static double total(String model) {
    return ExpectedCall.ALL.stream()
        .filter(call -> call.model().equals(model))
        .map(call -> new BigDecimal(call.amount()))
        .reduce(BigDecimal.ZERO, BigDecimal::add)
        .doubleValue();
  }
}
