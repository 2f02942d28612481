package io.costspan.telemetry.series;

import io.costspan.health.Faults;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The agent's own failures as a counter, of which there is one, as there is one set of them. */
public final class FaultTotals implements Counter {
  public static final Counter ALL = new FaultTotals();

  private final Map<String, Reason> reasons = new ConcurrentHashMap<>();

  private FaultTotals() {}

  private static final class Reason implements Total {
    private final Labels labels;
    private volatile long count;

    Reason(String name) {
      labels = Labels.of(CallAttributes.REASON, name);
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
    return Instruments.FAULTS;
  }

  @Override
  public void forEach(Consumer<Total> reader) {
    Faults.counts()
        .forEach(
            (name, count) -> {
              Reason reason = reasons.computeIfAbsent(name, Reason::new);
              reason.count = count;
              reader.accept(reason);
            });
  }
}
