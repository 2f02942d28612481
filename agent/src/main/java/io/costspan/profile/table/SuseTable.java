package io.costspan.profile.table;

import io.costspan.profile.Instrument;
import io.costspan.profile.Instruments;
import io.costspan.profile.Money;
import io.costspan.profile.Profile;
import io.costspan.profile.ProfileMetric;
import io.costspan.profile.Row;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;

/**
 * What SUSE Observability's extension for AI queries: {@code gen_ai_client_operation_cost_USD_sum},
 * the metrics of the conventions, and the counter by which it recognises an application of AI.
 */
public final class SuseTable {
  private static final Instrument PROPOSED = Instruments.CALL_COST;

  private static final ProfileMetric COST =
      new ProfileMetric(
          new Instrument(
              PROPOSED.name(),
              PROPOSED.kind(),
              "USD",
              "Cost of each call in US dollars; calls in other currencies are in `costspan.cost`"
                  + " only.",
              PROPOSED.attributes(),
              PROPOSED.parts()),
          Instruments.COST_BOUNDS,
          false,
          List.of(Row.of(Money::spentDollars)));

  private static final ProfileMetric REQUESTS =
      new ProfileMetric(
          new Instrument(
              "gen_ai.total.requests",
              "counter",
              "{request}",
              "Number of calls.",
              SemconvTable.OF_POINTS,
              List.of()),
          List.of(),
          false,
          List.of(Row.of(call -> BigDecimal.ONE)));

  public static final Profile PROFILE =
      new Profile(
          List.of(COST, REQUESTS, SemconvTable.TOKEN_USAGE, SemconvTable.DURATION),
          List.of(),
          Set.of());

  private SuseTable() {}
}
