package io.costspan.series;

import io.costspan.budget.BudgetWarnings;
import io.costspan.health.Faults;
import io.costspan.profile.CallAttributes;
import io.costspan.profile.Instrument;
import io.costspan.profile.Instruments;
import io.costspan.unseen.Unseen;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What the agent counts elsewhere, for the whole JVM, as a counter: its own failures, what it did
 * not see, and warnings of budgets.
 *
 * @param <K> what is counted
 */
public final class AgentCounter<K> implements Counter {
  public static final List<Counter> ALL =
      List.of(
          new AgentCounter<>(
              Instruments.FAULTS,
              Faults::counts,
              reason -> Labels.of(CallAttributes.REASON, reason)),
          new AgentCounter<>(Instruments.UNSEEN, Unseen::counts, AgentCounter::labels),
          new AgentCounter<>(
              Instruments.BUDGET_WARNINGS, BudgetWarnings::counts, BudgetLabels::of));

  private final Instrument instrument;
  private final Supplier<Map<K, Long>> counts;
  private final Function<K, Labels> labels;
  private final Map<K, Count> shown = new ConcurrentHashMap<>();

  private AgentCounter(
      Instrument instrument, Supplier<Map<K, Long>> counts, Function<K, Labels> labels) {
    this.instrument = instrument;
    this.counts = counts;
    this.labels = labels;
  }

  private static final class Count implements Total {
    private final Labels labels;
    private volatile long count;

    Count(Labels labels) {
      this.labels = labels;
    }

    @Override
    public Labels labels() {
      return labels;
    }

    @Override
    public double value() {
      return count;
    }
  }

  @Override
  public Instrument instrument() {
    return instrument;
  }

  @Override
  public void forEach(Consumer<Total> reader) {
    counts
        .get()
        .forEach(
            (key, count) -> {
              Count total = shown.computeIfAbsent(key, made -> new Count(labels.apply(made)));
              total.count = count;
              reader.accept(total);
            });
  }

  private static Labels labels(Unseen.Sighting sighting) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put(CallAttributes.SERVER_ADDRESS.name(), sighting.host());
    String client = sighting.client();
    if (client != null) {
      values.put(CallAttributes.CLIENT.name(), client);
    }
    values.put(CallAttributes.REASON.name(), sighting.reason().wireName());
    return new Labels(values);
  }
}
