package io.costspan.page;

import io.costspan.rating.ExchangeRates;
import io.costspan.receipt.RowKey;
import io.costspan.receipt.Sums;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Calls that have something in common.
 *
 * @param name empty if it is not known
 * @param of what the name belongs to, such as a model to its provider; may be empty
 */
record Group(String name, String of, Sums sums) {
  private static final String USUAL = "USD";
  private static final BigDecimal WHOLE = BigDecimal.valueOf(100);

  /** The rows of the receipt, by what those have in common that are to be one group. */
  static List<Group> of(Map<RowKey, Sums> rows, String lead, Function<RowKey, Group> key) {
    Map<List<String>, Group> groups = new LinkedHashMap<>();
    rows.forEach(
        (row, sums) -> {
          Group group = key.apply(row);
          groups.computeIfAbsent(List.of(group.name, group.of), first -> group).sums.add(sums);
        });
    return sorted(groups.values(), lead);
  }

  static List<Group> sorted(Map<String, Sums> sums, String lead) {
    List<Group> groups = new ArrayList<>();
    sums.forEach((name, sum) -> groups.add(new Group(name, "", sum)));
    return sorted(groups, lead);
  }

  private static List<Group> sorted(Collection<Group> groups, String lead) {
    List<Group> sorted = new ArrayList<>(groups);
    sorted.sort(
        Comparator.comparing((Group group) -> group.amount(lead))
            .thenComparing(group -> group.sums.calls())
            .reversed()
            .thenComparing(Group::name));
    return sorted;
  }

  /** The currency by which groups are compared: the user's, else dollars, else the first. */
  static String lead(Collection<Sums> all, ExchangeRates rates) {
    TreeSet<String> currencies = new TreeSet<>();
    all.forEach(sums -> currencies.addAll(sums.amounts().keySet()));
    String wanted = rates.main().orElse(USUAL);
    return currencies.isEmpty() || currencies.contains(wanted) ? wanted : currencies.first();
  }

  private BigDecimal amount(String currency) {
    return sums.amounts().getOrDefault(currency, BigDecimal.ZERO);
  }

  /** How many percent of the amount in that currency are its own; 0 if it has none. */
  BigDecimal percent(String currency, Sums all) {
    BigDecimal whole = all.amounts().getOrDefault(currency, BigDecimal.ZERO);
    return whole.signum() <= 0
        ? BigDecimal.ZERO
        : amount(currency).multiply(WHOLE).divide(whole, 1, RoundingMode.HALF_UP);
  }
}
