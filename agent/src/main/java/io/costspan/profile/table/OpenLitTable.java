package io.costspan.profile.table;

import static io.costspan.profile.CallAttribute.constant;
import static io.costspan.profile.CallAttribute.tokens;

import io.costspan.profile.CallAttribute;
import io.costspan.profile.Instrument;
import io.costspan.profile.Instruments;
import io.costspan.profile.Money;
import io.costspan.profile.Profile;
import io.costspan.profile.ProfileMetric;
import io.costspan.profile.Row;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the dashboards of OpenLIT query, its own and those that Grafana Cloud ships: series of
 * {@code gen_ai_usage_cost_USD} and of the conventions' metrics, all with {@code
 * telemetry_sdk_name="openlit"}.
 */
public final class OpenLitTable {
  private static final CallAttribute<String> SDK =
      constant("telemetry.sdk.name", "openlit", "Always `openlit`: the dashboards filter by it.");

  private static final List<CallAttribute<?>> OF_POINTS =
      Stream.<CallAttribute<?>>concat(SemconvTable.OF_POINTS.stream(), Stream.of(SDK)).toList();

  private static final ProfileMetric COST =
      new ProfileMetric(
          new Instrument(
              "gen_ai.usage.cost",
              "histogram",
              "USD",
              "Cost of each call in US dollars.",
              OF_POINTS,
              List.of()),
          Instruments.COST_BOUNDS,
          false,
          List.of(Row.of(Money::spentDollars)));

  private static final List<CallAttribute<?>> ON_SPANS =
      List.of(
          tokens(
              "gen_ai.usage.total_tokens",
              quantity -> quantity.meter().isTokens(),
              "Input and output tokens."));

  public static final Profile PROFILE =
      new Profile(
          List.of(COST, named(SemconvTable.TOKEN_USAGE), named(SemconvTable.DURATION)),
          ON_SPANS,
          Set.of());

  private OpenLitTable() {}

  private static ProfileMetric named(ProfileMetric metric) {
    return metric.with(List.of(SDK));
  }
}
