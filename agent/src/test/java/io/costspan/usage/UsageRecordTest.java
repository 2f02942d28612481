package io.costspan.usage;

import static io.costspan.usage.Exactness.ESTIMATED;
import static io.costspan.usage.Exactness.REPORTED;
import static io.costspan.usage.UsageMeter.COMPUTE_SECONDS;
import static io.costspan.usage.UsageMeter.IMAGES;
import static io.costspan.usage.UsageMeter.PIXELS;
import static io.costspan.usage.UsageMeter.REQUESTS;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UsageRecordTest {
  private static Quantity of(UsageMeter meter, Exactness exactness) {
    return new Quantity(meter, BigDecimal.TEN, Map.of(), exactness);
  }

  private static UsageRecord record(Quantity... quantities) {
    return new UsageRecord(
        "fal", "video", null, null, null, List.of(quantities), Map.of(), null, Billing.BILLED);
  }

  private static List<UsageMeter> meters(UsageRecord record) {
    return record.quantities().stream().map(Quantity::meter).toList();
  }

  /** A fee, and images that are also told by two pixel counts and seconds. */
  private static UsageRecord measured(Exactness exactness) {
    return record(
        of(REQUESTS, REPORTED),
        of(IMAGES, exactness),
        of(PIXELS, exactness).asAlternative(),
        of(PIXELS, exactness).asAlternative(),
        of(COMPUTE_SECONDS, exactness).asAlternative());
  }

  @Test
  void measuredBy_keepsTheMeasureThatWasBilled() {
    assertThat(meters(measured(REPORTED).measuredBy(List.of(of(PIXELS, REPORTED).asAlternative()))))
        .containsExactly(REQUESTS, PIXELS, PIXELS);
    assertThat(meters(measured(ESTIMATED).measuredBy(List.of(of(IMAGES, ESTIMATED)))))
        .containsExactly(REQUESTS, IMAGES);
  }

  @Test
  void measuredBy_nothingBilled_keepsAllButGuesses() {
    UsageRecord reported = measured(REPORTED);
    assertThat(reported.measuredBy(List.of())).isSameAs(reported);
    assertThat(meters(measured(ESTIMATED).measuredBy(List.of()))).containsExactly(REQUESTS);
  }

  @Test
  void measuredBy_workOfOneMeasure_isKept() {
    UsageRecord record = record(of(REQUESTS, ESTIMATED), of(IMAGES, REPORTED));
    assertThat(record.measuredBy(List.of())).isSameAs(record);
  }
}
