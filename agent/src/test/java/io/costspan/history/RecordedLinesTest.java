package io.costspan.history;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.costspan.ledger.LedgerLine;
import io.costspan.pipeline.RatedCall;
import io.costspan.ratecard.PriceTables;
import io.costspan.rating.Rater;
import io.costspan.rating.Rating;
import io.costspan.recordings.Recording;
import io.costspan.recordings.Recordings;
import io.costspan.recordings.ReplayedTraffic;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The ledger's lines of all recorded traffic, read back. */
class RecordedLinesTest {
  private static final Place PLACE = new Place("ai.jsonl", 1);

  @Test
  void read_lineOfARecording_isTheSameCallAndRatedTheSameAgain() throws Exception {
    Recordings recordings = Recordings.find();
    assumeTrue(recordings != null, "no folder ../shared/recordings beside the project");
    ReplayedTraffic traffic = new ReplayedTraffic();
    Rater rater = new Rater(PriceTables.bundled());
    List<String> others = new ArrayList<>();
    int calls = 0;

    for (Recording recording : recordings.all()) {
      RatedCall call = traffic.rate(recording);
      if (call != null) {
        calls++;
        String line = LedgerLine.toJson(call);
        RatedCall read = read(line);
        assertThat(LedgerLine.toJson(read)).isEqualTo(line);
        Rating again = rater.rate(read.usage(), read.facts().startedAt());
        String ratedAgain = LedgerLine.toJson(read.withRating(again));
        if (!ratedAgain.equals(line)) {
          others.add(line + "\n" + ratedAgain);
        }
      }
    }

    assertThat(calls).isGreaterThan(1_000);
    assertThat(others).isEmpty();
  }

  private static RatedCall read(String line) throws BrokenLineException {
    byte[] bytes = line.getBytes(UTF_8);
    PastCall call = LineReader.read(bytes, 0, bytes.length, PLACE);
    assertThat(call).isNotNull();
    return call.call();
  }
}
