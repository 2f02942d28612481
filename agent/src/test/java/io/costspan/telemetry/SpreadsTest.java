package io.costspan.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.home.Counted;
import io.costspan.home.Meters;
import io.costspan.home.Metric;
import io.costspan.home.Points;
import io.costspan.home.Spread;
import io.costspan.profile.OwnerLabels;
import io.costspan.profile.Profiles;
import io.costspan.series.CallSums;
import io.costspan.series.Labels;
import io.costspan.usage.ModelList;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class SpreadsTest {
  private static final int THREADS = 2;
  private static final int ROUNDS = 500;

  /** Several chains that are too long. */
  private static final int POINTS = 5_000;

  private final AtomicLong shown = new AtomicLong();
  private final Meters home = new Asking();
  private final Spreads spreads =
      new Spreads(
          new CallSums(ModelList.NONE, Profiles.DEFAULT.metrics(), OwnerLabels.NONE).histograms(),
          () -> false);

  @Test
  void add_morePointsThanMayWaitWhileTheHomeAsks_allAreShownOnce() throws Exception {
    int turn = spreads.moveInto(home, true);
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    for (int round = 1; round <= ROUNDS; round++) {
      List<Future<?>> adding = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        adding.add(pool.submit(this::add));
      }
      while (!adding.stream().allMatch(Future::isDone)) {
        spreads.asked(turn);
      }
      spreads.asked(turn);

      assertThat(shown).hasValue((long) round * THREADS * POINTS);
    }
    pool.shutdown();
  }

  private void add() {
    for (int i = 0; i < POINTS; i++) {
      spreads.add(0, BigDecimal.ONE, Labels.NONE, null);
    }
  }

  private final class Asking implements Meters {
    private final Spread spread = (value, tags, trace, span) -> shown.incrementAndGet();

    @Override
    public void counter(Counted counter) {}

    @Override
    public void gauge(Metric metric, Consumer<Points> value) {}

    @Override
    public Spread histogram(Metric metric, List<Double> bounds) {
      return spread;
    }

    @Override
    public boolean ask() {
      return true;
    }

    @Override
    public void refresh() {}

    @Override
    public void close() {}
  }
}
