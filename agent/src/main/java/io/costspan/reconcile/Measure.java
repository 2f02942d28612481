package io.costspan.reconcile;

import io.costspan.usage.UsageMeter;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * What a figure of a bill covers: one meter of the ledger, several, all, or none that the ledger
 * knows.
 *
 * @param name as shown
 * @param meters of the ledger that it covers
 */
record Measure(String name, Set<UsageMeter> meters) {
  /** Whatever a model was used for, in money. */
  static final Measure ALL = new Measure("all", EnumSet.allOf(UsageMeter.class));

  /** Tokens of prompts, wherever they come from. */
  static final Measure ALL_INPUT =
      new Measure(
          "all_input_tokens",
          EnumSet.of(
              UsageMeter.INPUT_TOKENS,
              UsageMeter.CACHED_INPUT_TOKENS,
              UsageMeter.CACHE_WRITE_TOKENS));

  Measure {
    meters = Set.copyOf(meters);
  }

  static Measure of(UsageMeter meter) {
    return new Measure(meter.wireName(), EnumSet.of(meter));
  }

  /** Something on a bill that no meter of the ledger counts, by the bill's own name. */
  static Measure other(String name) {
    return new Measure(name, Set.of());
  }

  /** The meter of that name, in the ledger's spelling or with spaces and capitals. */
  static Measure named(String name) {
    String wireName = name.strip().toLowerCase(Locale.ROOT).replaceAll("[ -]+", "_");
    UsageMeter meter = UsageMeter.of(wireName);
    if (meter != null) {
      return of(meter);
    }
    return wireName.equals(ALL.name)
        ? ALL
        : wireName.equals(ALL_INPUT.name) ? ALL_INPUT : other(name);
  }
}
