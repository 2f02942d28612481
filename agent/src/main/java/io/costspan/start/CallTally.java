package io.costspan.start;

import io.costspan.health.State;
import io.costspan.pipeline.CallOutput;
import io.costspan.pipeline.RatedCall;
import io.costspan.rating.Rating;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts calls by rating, for people who look while the application runs. */
final class CallTally implements CallOutput {
  private final LongAdder[] counts = new LongAdder[Rating.Status.values().length];

  CallTally() {
    for (int i = 0; i < counts.length; i++) {
      counts[i] = new LongAdder();
    }
    State.show(State.Entry.CALLS, this::counts);
  }

  @Override
  public void accept(RatedCall call) {
    counts[call.rating().status().ordinal()].increment();
  }

  private Map<String, Long> counts() {
    Map<String, Long> byName = new TreeMap<>();
    for (Rating.Status status : Rating.Status.values()) {
      long count = counts[status.ordinal()].sum();
      // Only budgets block, which most users have not.
      if (status != Rating.Status.BLOCKED || count > 0) {
        byName.put(status.wireName(), count);
      }
    }
    return byName;
  }
}
