package io.costspan.cli;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.pipeline.RatedCall;
import io.costspan.rating.Rating.Status;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The sample has one of everything that a report must tell apart. */
class SampleLedgerTest {
  private final SampleLedger sample = new SampleLedger();

  private final List<RatedCall> calls =
      sample.calls().values().stream().flatMap(List::stream).toList();

  @Test
  void sample_hasEveryRating() {
    assertThat(calls.stream().map(call -> call.rating().status()).collect(toSet()))
        .containsExactlyInAnyOrder(Status.values());
    assertThat(calls).anyMatch(call -> call.rating().estimated());
  }

  @Test
  void sample_hasMoneyAndUnits_ofTwoMonths_forSeveralTeamsAndServices() {
    assertThat(
            calls.stream().map(call -> String.valueOf(call.rating().currency())).collect(toSet()))
        .contains("USD", "x:copilot_credit", "x:einstein_request");
    assertThat(
            calls.stream()
                .map(call -> call.facts().startedAt().atOffset(ZoneOffset.UTC).getMonthValue())
                .collect(toSet()))
        .containsExactlyInAnyOrder(9, 10);
    assertThat(calls.stream().map(call -> call.owners().get("team")).collect(toSet())).hasSize(5);
    assertThat(sample.files()).hasSize(4);
  }

  @Test
  void sample_isTheSameEveryTime() {
    assertThat(new SampleLedger().files()).isEqualTo(sample.files());
  }
}
