package io.costspan.importer;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The prices of one model during one period, in the making. */
final class Draft {
  /** Sources that store binary fractions contain noise beyond this precision. */
  private static final MathContext DIGITS = new MathContext(9);

  /** A round price has fewer digits than this. */
  private static final int SAME_DIGITS = 5;

  /** Conditions under which a price is a multiple of the standard one. */
  private static final List<String> SCALING = List.of("context", "service_tier", "ttl", "time");

  private static final List<String> INPUT_MULTIPLES =
      List.of("cached_input_tokens", "cache_write_tokens");

  final SortedMap<LineKey, BigDecimal> rates = new TreeMap<>();
  final List<FactorLine> factors = new ArrayList<>();
  @Nullable LocalDate from;
  @Nullable LocalDate until;
  @Nullable Origin origin;

  /** A factor and the single condition under which it applies. */
  record FactorLine(BigDecimal by, String word, List<String> values) {}

  void put(LineKey key, BigDecimal rate) {
    rates.put(key, plain(rate));
  }

  @Nullable BigDecimal get(LineKey key) {
    return rates.get(key);
  }

  /** The price of a meter without conditions, null if it has no price of its own. */
  @Nullable BigDecimal figure(String meter) {
    return rates.get(LineKey.of(meter));
  }

  Origin origin() {
    return Objects.requireNonNull(origin);
  }

  /** Whether the draft has a price for the meter, under any conditions. */
  boolean knows(String meter) {
    return rates.keySet().stream().anyMatch(key -> key.meter().equals(meter));
  }

  /** Whether there is any price: a source that says 0 for everything does not know the prices. */
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

  /** Removes lines for a kind or modality that repeat the general line. */
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

  /**
   * Whether this draft contains everything that the other states about the meters that this one
   * knows.
   */
  boolean says(Draft other) {
    return other.rates.entrySet().stream()
        .allMatch(
            line ->
                !knows(line.getKey().meter()) || isSame(line.getValue(), rates.get(line.getKey())));
  }

  /** Tables round a third of a dollar in different ways. */
  private static boolean isSame(BigDecimal one, @Nullable BigDecimal other) {
    if (other == null) {
      return false;
    }
    int digits = Math.min(one.precision(), other.precision());
    return one.compareTo(other) == 0
        || (digits >= SAME_DIGITS
            && one.round(new MathContext(digits)).compareTo(other.round(new MathContext(digits)))
                == 0);
  }

  /**
   * The same period with the prices of the other draft. Prices that the other does not mention are
   * kept; those that are a multiple of the meter's standard price, or of the input's, remain the
   * same multiple.
   */
  Draft changedBy(Draft other) {
    Draft changed = copy();
    rates.forEach(
        (key, rate) -> changed.put(key, rate.multiply(growth(key, other), MathContext.DECIMAL64)));
    changed.rates.putAll(other.rates);
    return changed;
  }

  private BigDecimal growth(LineKey key, Draft other) {
    boolean cache = INPUT_MULTIPLES.contains(key.meter()) && !other.knows(key.meter());
    boolean scales = SCALING.stream().anyMatch(key.when()::containsKey);
    LineKey standard = LineKey.of(cache ? "input_tokens" : key.meter());
    BigDecimal before = rates.get(standard);
    BigDecimal after = other.rates.get(standard);
    if (before == null || after == null || before.signum() == 0 || !(cache || scales)) {
      return BigDecimal.ONE;
    }
    return after.divide(before, MathContext.DECIMAL64);
  }

  /** A copy with the same period and prices. */
  Draft copy() {
    Draft copy = new Draft();
    copy.rates.putAll(rates);
    copy.factors.addAll(factors);
    copy.from = from;
    copy.until = until;
    copy.origin = origin;
    return copy;
  }

  static BigDecimal plain(BigDecimal value) {
    BigDecimal stripped = value.round(DIGITS).stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  /** Everything that two drafts must have in common to be one card. */
  @Override
  public String toString() {
    return rates + " " + factors + " " + from + " " + until + " " + origin;
  }
}
