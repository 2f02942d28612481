package io.costspan.profile.table;

import static io.costspan.profile.CallAttribute.amount;
import static io.costspan.profile.CallAttributes.OPERATION;
import static io.costspan.profile.CallAttributes.PROVIDER;
import static io.costspan.profile.CallAttributes.REQUEST_MODEL;
import static io.costspan.profile.CallAttributes.RESPONSE_MODEL;

import io.costspan.profile.CallAttribute;
import io.costspan.profile.Instrument;
import io.costspan.profile.Instruments;
import io.costspan.profile.Money;
import io.costspan.profile.Profile;
import io.costspan.profile.ProfileMetric;
import io.costspan.profile.Row;
import java.util.List;
import java.util.Set;

/** What Pydantic Logfire shows, under the names that Pydantic AI emits. */
public final class LogfireTable {
  private static final ProfileMetric COST =
      new ProfileMetric(
          new Instrument(
              "operation.cost",
              "histogram",
              "{USD}",
              "Cost of each call in US dollars.",
              List.of(OPERATION, PROVIDER, REQUEST_MODEL, RESPONSE_MODEL),
              List.of()),
          Instruments.COST_BOUNDS,
          false,
          List.of(Row.of(Money::spentDollars)));

  private static final List<CallAttribute<?>> ON_SPANS =
      List.of(amount("operation.cost", Money::dollars, "Cost of the call in US dollars."));

  public static final Profile PROFILE =
      new Profile(List.of(COST, SemconvTable.TOKEN_USAGE), ON_SPANS, Set.of());

  private LogfireTable() {}
}
