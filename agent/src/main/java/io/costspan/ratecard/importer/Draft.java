package io.costspan.ratecard.importer;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What one model costs during one period, in the making. */
final class Draft {
  /** Sources that store binary fractions carry noise beyond this. */
  private static final MathContext DIGITS = new MathContext(9);

  final SortedMap<LineKey, BigDecimal> rates = new TreeMap<>();
  final List<FactorLine> factors = new ArrayList<>();
  @Nullable LocalDate from;
  @Nullable LocalDate until;

  /** A factor and the one condition under which it holds. */
  record FactorLine(BigDecimal by, String word, List<String> values) {}

  void put(LineKey key, BigDecimal rate) {
    rates.put(key, plain(rate));
  }

  @Nullable BigDecimal get(LineKey key) {
    return rates.get(key);
  }

  /** A source that says 0 for everything does not know, rather than give away. */
  boolean hasPrice() {
    return rates.values().stream().anyMatch(rate -> rate.signum() > 0);
  }

  boolean hasFactor(String word, String value) {
    return factors.stream()
        .anyMatch(factor -> factor.word().equals(word) && factor.values().contains(value));
  }

  boolean hasCondition(String word, String value) {
    return rates.keySet().stream().anyMatch(key -> value.equals(key.when().get(word)));
  }

  /** Removes lines of a kind or modality that say what the general line says anyway. */
  void removeRedundant() {
    for (LineKey key : List.copyOf(rates.keySet())) {
      boolean special = key.when().containsKey("kind") || key.when().containsKey("modality");
      LineKey general = key.without("kind").without("modality");
      BigDecimal rate = rates.get(general);
      if (special && rate != null && rate.equals(rates.get(key))) {
        rates.remove(key);
      }
    }
  }

  /** Same period, other prices. */
  Draft copy() {
    Draft copy = new Draft();
    copy.rates.putAll(rates);
    copy.factors.addAll(factors);
    copy.from = from;
    copy.until = until;
    return copy;
  }

  static BigDecimal plain(BigDecimal value) {
    BigDecimal stripped = value.round(DIGITS).stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  /** Everything that two drafts must share to be one card. */
  @Override
  public String toString() {
    return rates + " " + factors + " " + from + " " + until;
  }
}
