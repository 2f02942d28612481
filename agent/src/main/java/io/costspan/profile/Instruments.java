package io.costspan.profile;

import static io.costspan.profile.CallAttributes.AGENT_VERSION;
import static io.costspan.profile.CallAttributes.BUDGET;
import static io.costspan.profile.CallAttributes.CALLER;
import static io.costspan.profile.CallAttributes.CLIENT;
import static io.costspan.profile.CallAttributes.CURRENCY;
import static io.costspan.profile.CallAttributes.ESTIMATED;
import static io.costspan.profile.CallAttributes.HOME;
import static io.costspan.profile.CallAttributes.METER;
import static io.costspan.profile.CallAttributes.OPERATION;
import static io.costspan.profile.CallAttributes.PRICE_TABLE;
import static io.costspan.profile.CallAttributes.PROVIDER;
import static io.costspan.profile.CallAttributes.RATING;
import static io.costspan.profile.CallAttributes.REASON;
import static io.costspan.profile.CallAttributes.REQUEST_MODEL;
import static io.costspan.profile.CallAttributes.RESPONSE_MODEL;
import static io.costspan.profile.CallAttributes.SERVER_ADDRESS;
import static io.costspan.profile.CallAttributes.SERVER_PORT;
import static io.costspan.profile.CallAttributes.SOURCE;
import static io.costspan.profile.CallAttributes.THRESHOLD;

import java.util.List;

/** Every metric, declared once. */
public final class Instruments {
  /** The bounds of proposal 443 and four below them, for cheap calls. */
  public static final List<Double> COST_BOUNDS =
      List.of(
          1e-6, 1e-5, 1e-4, 2.5e-4, 0.001, 0.004, 0.016, 0.064, 0.256, 1.024, 4.096, 16.384,
          65.536);

  public static final Instrument CALL_COST =
      new Instrument(
          "gen_ai.client.operation.cost",
          "histogram",
          "{cost}",
          "Cost of each call. Calls that are free, blocked or unrated are not recorded.",
          List.of(
              OPERATION,
              PROVIDER,
              REQUEST_MODEL,
              RESPONSE_MODEL,
              CURRENCY,
              SOURCE,
              SERVER_ADDRESS,
              SERVER_PORT),
          List.of());

  public static final Instrument COST =
      new Instrument(
          "costspan.cost",
          "counter",
          "{cost}",
          "The same money, split by what it was charged for. Use this metric for sums and alerts.",
          List.of(PROVIDER, OPERATION, REQUEST_MODEL, CURRENCY, SOURCE, ESTIMATED),
          List.of(METER));

  public static final Instrument USAGE =
      new Instrument(
          "costspan.usage",
          "counter",
          "{unit}",
          "Quantities used by calls that are neither free nor blocked.",
          List.of(PROVIDER, OPERATION, REQUEST_MODEL),
          List.of(METER));

  public static final Instrument CALLS =
      new Instrument(
          "costspan.calls",
          "counter",
          "{call}",
          "Every call that was recognised as an AI call.",
          List.of(PROVIDER, OPERATION, REQUEST_MODEL, RATING, REASON, ESTIMATED),
          List.of());

  public static final Instrument TRACE_COST =
      new Instrument(
          "costspan.trace.cost",
          "histogram",
          "{cost}",
          "What one logical request cost in all: a trace, or without OpenTelemetry a servlet"
              + " request. Recorded when it ends where that can be seen, else 60 seconds after its"
              + " last call; not if no cost of it is known.",
          List.of(CURRENCY),
          List.of());

  public static final Instrument UNSEEN =
      new Instrument(
          "costspan.unseen",
          "counter",
          "{event}",
          "Connections to AI hosts without a call being seen (`client`), and calls to unknown hosts"
              + " at paths of known APIs (`dialect`).",
          List.of(SERVER_ADDRESS, CLIENT, REASON),
          List.of());

  public static final Instrument PRICE_TABLE_AGE =
      new Instrument(
          "costspan.price_table.age",
          "gauge",
          "s",
          "Time since the oldest card that has rated a call since the start was last compared with"
              + " its source. Cards that do not state this day are not counted.",
          List.of(PROVIDER),
          List.of());

  /** What a budget may be split by; owners come on top. */
  private static final List<CallAttribute<?>> OF_BUDGET =
      List.of(BUDGET, CURRENCY, PROVIDER, REQUEST_MODEL, CALLER);

  public static final Instrument BUDGET_LIMIT =
      new Instrument(
          "costspan.budget.limit",
          "gauge",
          "{cost}",
          "How much may be spent in the window of the budget, by this JVM. Like the next two, it has the"
              + " attribute by which the budget is split, such as `costspan.owner.KEY`.",
          OF_BUDGET,
          List.of());

  public static final Instrument BUDGET_CONSUMED =
      new Instrument(
          "costspan.budget.consumed",
          "gauge",
          "{cost}",
          "How much of it is spent in the current window.",
          OF_BUDGET,
          List.of());

  public static final Instrument BUDGET_REMAINING =
      new Instrument(
          "costspan.budget.remaining_ratio",
          "gauge",
          "{ratio}",
          "How much of it is left, from 1 to 0.",
          OF_BUDGET,
          List.of());

  public static final Instrument BUDGET_WARNINGS =
      new Instrument(
          "costspan.budget.warnings",
          "counter",
          "{warning}",
          "Warnings: one for each threshold, window and value by which the budget is split.",
          List.of(BUDGET, THRESHOLD),
          List.of());

  public static final Instrument INFO =
      new Instrument(
          "costspan.info",
          "gauge",
          "{jvm}",
          "Always 1: which JVM runs which agent with which prices.",
          List.of(AGENT_VERSION, PRICE_TABLE, HOME),
          List.of());

  public static final Instrument FAULTS =
      new Instrument(
          "costspan.faults",
          "counter",
          "{fault}",
          "Failures of the agent itself, and data that it dropped.",
          List.of(REASON),
          List.of());

  /** In the order of the manual. */
  public static final List<Instrument> ALL =
      List.of(
          CALL_COST,
          COST,
          USAGE,
          CALLS,
          TRACE_COST,
          BUDGET_LIMIT,
          BUDGET_CONSUMED,
          BUDGET_REMAINING,
          BUDGET_WARNINGS,
          UNSEEN,
          INFO,
          PRICE_TABLE_AGE,
          FAULTS);

  private Instruments() {}
}
