package io.costspan.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/**
 * Recorded traffic goes the way of live traffic, from taps to rating. What still disagrees is
 * explained in docs/recordings.md.
 */
class RecordingsTest {
  @Test
  void rate_recordedTraffic_agreesWithTheOracle() throws IOException {
    Recordings recordings = Recordings.find();
    assumeTrue(recordings != null, "no folder ../shared/recordings beside the project");
    ReplayedTraffic traffic = new ReplayedTraffic();
    Judge judge = new Judge();

    for (Recording recording : recordings.all()) {
      judge.judge(recording, traffic.rate(recording));
    }

    assertThat(judge.wronglyBilled).isEmpty();
    assertThat(judge.usageShare())
        .as("usage agreement, %%: %s", judge.disagreements)
        .isGreaterThanOrEqualTo(new BigDecimal("99.85"));
    assertThat(judge.priceShare())
        .as("money agreement, %%: %s", judge.disagreements)
        .isGreaterThanOrEqualTo(new BigDecimal("99.7"));
  }
}
