package io.costspan.profile;

import static io.costspan.pipeline.CallFixture.chat;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.pipeline.RatedCall;
import io.costspan.wire.Allocation;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallAttributesTest {
  private static final CallAttribute<?> CHARGES =
      CallAttributes.OF_SPANS.stream()
          .filter(attribute -> attribute.name().equals("costspan.charges"))
          .findFirst()
          .orElseThrow();

  private final RatedCall call = chat().build();

  @Test
  void charges_ratedCall_areOneLineEach() {
    assertThat(CHARGES.value().apply(call))
        .isEqualTo(
            List.of(
                "input_tokens 1200 x 2.50/1000000 = 0.00300000",
                "output_tokens 300 x 10.00/1000000 = 0.00300000"));
  }

  /** The application's thread does not wait until they are written. */
  @Test
  void charges_nobodyReadsThem_areNotWritten() {
    assertThat(Allocation.least(1_000, () -> CHARGES.value().apply(call))).isLessThan(64);
  }
}
