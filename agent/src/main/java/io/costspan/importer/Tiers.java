package io.costspan.importer;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Turns the prices of a service tier into a factor if they are all the same multiple of the
 * standard prices. That is shorter, and also right for meters that the source forgets, such as
 * cached tokens in a batch.
 */
final class Tiers {
  private static final String TIER = "service_tier";
  private static final List<String> TIERS = List.of("batch", "flex", "priority");

  private Tiers() {}

  static void foldIntoFactors(Draft draft) {
    for (String tier : TIERS) {
      Map<LineKey, BigDecimal> lines = linesOf(tier, draft);
      Set<BigDecimal> ratios = ratios(lines, draft);
      if (ratios.size() == 1 && isExact(ratios.iterator().next())) {
        lines.keySet().forEach(draft.rates::remove);
        BigDecimal by = ratios.iterator().next();
        draft.factors.add(new Draft.FactorLine(by, TIER, List.of(tier)));
      } else if (!ratios.isEmpty()) {
        addForgotten(tier, draft);
      }
    }
  }

  /** A recurring fraction such as 5/3 would make prices inexact. */
  private static boolean isExact(BigDecimal ratio) {
    return ratio.scale() <= 4;
  }

  private static Map<LineKey, BigDecimal> linesOf(String tier, Draft draft) {
    Map<LineKey, BigDecimal> lines = new TreeMap<>(draft.rates);
    lines.keySet().removeIf(key -> !tier.equals(key.when().get(TIER)));
    return lines;
  }

  private static Set<BigDecimal> ratios(Map<LineKey, BigDecimal> lines, Draft draft) {
    Set<BigDecimal> ratios = new TreeSet<>();
    lines.forEach(
        (key, rate) -> {
          BigDecimal standard = draft.get(key.without(TIER));
          if (standard != null && standard.signum() > 0) {
            ratios.add(Draft.plain(rate.divide(standard, MathContext.DECIMAL64)));
          }
        });
    return ratios;
  }

  /** Adds the missing lines of a tier, scaled like its input. */
  private static void addForgotten(String tier, Draft draft) {
    LineKey input = LineKey.of("input_tokens");
    BigDecimal ratio = ratio(draft.get(input.with(TIER, tier)), draft.get(input));
    if (ratio == null) {
      return;
    }
    for (Map.Entry<LineKey, BigDecimal> line : new TreeMap<>(draft.rates).entrySet()) {
      LineKey key = line.getKey();
      LineKey inTier = key.with(TIER, tier);
      if (!key.when().containsKey(TIER) && draft.get(inTier) == null) {
        draft.put(inTier, line.getValue().multiply(ratio));
      }
    }
  }

  private static @Nullable BigDecimal ratio(@Nullable BigDecimal rate, @Nullable BigDecimal of) {
    return rate == null || of == null || of.signum() == 0
        ? null
        : rate.divide(of, MathContext.DECIMAL64);
  }
}
