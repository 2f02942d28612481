package io.costspan.telemetry.micrometer;

import io.costspan.home.Metric;
import io.costspan.home.Spread;
import io.costspan.home.Tags;
import io.micrometer.core.instrument.DistributionSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** A histogram in all registries. */
final class Summaries implements Spread {
  private static final int MOST_HELD = 1_000;

  private final Metric metric;
  private final Queue<Value> held = new LinkedBlockingQueue<>(MOST_HELD);
  private volatile In in = new In(List.of());

  private record Value(double value, Tags tags) {}

  /** The registries of a time, and the series there. */
  private static final class In {
    final List<Leaf> leaves;
    final Map<Tags, List<DistributionSummary>> known = new ConcurrentHashMap<>();

    In(List<Leaf> leaves) {
      this.leaves = leaves;
    }
  }

  Summaries(Metric metric) {
    this.metric = metric;
  }

  void recordIn(List<Leaf> leaves) {
    if (!leaves.equals(in.leaves)) {
      in = new In(leaves);
      Value value;
      while ((value = held.poll()) != null) {
        record(value.value, value.tags, null, "");
      }
    }
  }

  @Override
  public void record(double value, Tags tags, @Nullable String traceId, String spanId) {
    In now = in;
    if (isAnyClosed(now.leaves)) {
      // It takes nothing any more, and is replaced in a moment.
      held.offer(new Value(value, tags));
      return;
    }
    List<DistributionSummary> series = now.known.get(tags);
    if (series == null) {
      series = now.known.computeIfAbsent(tags, unseen -> summaries(now.leaves, unseen));
    }
    series.forEach(summary -> summary.record(value));
  }

  private static boolean isAnyClosed(List<Leaf> leaves) {
    for (int i = 0; i < leaves.size(); i++) {
      if (leaves.get(i).isClosed()) {
        return true;
      }
    }
    return false;
  }

  private List<DistributionSummary> summaries(List<Leaf> leaves, Tags tags) {
    List<DistributionSummary> summaries = new ArrayList<>();
    for (Leaf leaf : leaves) {
      DistributionSummary summary = leaf.summary(metric, tags);
      if (summary != null) {
        summaries.add(summary);
      }
    }
    return summaries;
  }
}
