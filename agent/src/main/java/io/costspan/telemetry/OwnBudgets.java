package io.costspan.telemetry;

import io.costspan.budget.Standing;
import io.costspan.home.Meters;
import io.costspan.profile.CallAttribute;
import io.costspan.profile.Instrument;
import io.costspan.profile.Instruments;
import io.costspan.series.BudgetLabels;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * How the budgets of this JVM stand, as gauges.
 *
 * @param all shows each budget to a reader
 * @param owners by which they may be split
 */
record OwnBudgets(Consumer<Consumer<Standing>> all, List<CallAttribute<?>> owners) {
  void register(Meters meters) {
    gauge(meters, Instruments.BUDGET_LIMIT, standing -> standing.budget().limit().amount());
    gauge(meters, Instruments.BUDGET_CONSUMED, Standing::spent);
    gauge(meters, Instruments.BUDGET_REMAINING, Standing::remainingRatio);
  }

  private void gauge(Meters meters, Instrument instrument, Function<Standing, BigDecimal> value) {
    meters.gauge(
        Metrics.of(instrument.with(owners)),
        points ->
            all.accept(
                standing ->
                    points.add(BudgetLabels.of(standing), value.apply(standing).doubleValue())));
  }
}
