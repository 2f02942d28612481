package io.costspan.focus;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.history.PastCall;
import io.costspan.rating.Rating;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing is gained or lost on the way from the ledger to the rows, to the last decimal. */
class FocusSumsTest {
  private static final List<PastCall> CALLS = Samples.calls();

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void billedCost_addsUpToTheLedger_currencyByCurrency(boolean each) {
    Exported exported = Exported.of(Samples.CONTRACT, each, CALLS);

    Map<String, BigDecimal> ledger = ledger();
    BigDecimal points = ledger.remove("x:point");
    ledger.keySet().removeIf(currency -> currency.startsWith("x:"));
    ledger.merge("USD", points.multiply(new BigDecimal("0.004")), BigDecimal::add);
    assertThat(sums(exported, "BillingCurrency", "BilledCost"))
        .usingComparatorForType(BigDecimal::compareTo, BigDecimal.class)
        .usingRecursiveComparison()
        .isEqualTo(ledger);
    assertThat(ledger).containsKeys("USD", "EUR");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void pricingCurrencyEffectiveCost_addsUpToTheLedger_unitByUnit(boolean each) {
    Exported exported = Exported.of(Samples.CONTRACT, each, CALLS);

    Map<String, BigDecimal> ledger = ledger();
    ledger.put("point", ledger.remove("x:point"));
    ledger.keySet().removeIf(currency -> currency.startsWith("x:"));
    assertThat(sums(exported, "PricingCurrency", "PricingCurrencyEffectiveCost"))
        .usingComparatorForType(BigDecimal::compareTo, BigDecimal.class)
        .usingRecursiveComparison()
        .isEqualTo(ledger);
  }

  @Test
  void chargesOfDays_areThoseOfCalls() {
    Exported each = Exported.of(Samples.CONTRACT, true, CALLS);
    Exported days = Exported.of(Samples.CONTRACT, false, CALLS);

    for (String column : List.of("ListCost", "EffectiveCost", "x_ChargeCount")) {
      assertThat(sums(days, "SkuPriceId", column))
          .usingComparatorForType(BigDecimal::compareTo, BigDecimal.class)
          .usingRecursiveComparison()
          .isEqualTo(sums(each, "SkuPriceId", column));
    }
    assertThat(days.rows()).hasSizeLessThan(each.rows().size());
  }

  @Test
  void rowsOfDays_areTheSame_inWhateverOrderTheCallsCome() {
    List<PastCall> shuffled = Samples.calls();
    Collections.shuffle(shuffled, new Random(7));

    assertThat(Exported.of(Samples.CONTRACT, false, shuffled).csv())
        .isEqualTo(Exported.of(Samples.CONTRACT, false, CALLS).csv());
  }

  private static Map<String, BigDecimal> ledger() {
    Map<String, BigDecimal> sums = new TreeMap<>();
    for (PastCall call : CALLS) {
      Rating rating = call.call().rating();
      boolean known = rating.amount() != null && rating.status().mayCost();
      if (known) {
        sums.merge(rating.currency(), rating.amount(), BigDecimal::add);
      }
    }
    return sums;
  }

  private static Map<String, BigDecimal> sums(Exported exported, String by, String column) {
    Map<String, BigDecimal> sums = new TreeMap<>();
    for (Map<String, String> row : exported.rows()) {
      if (row.get(column) != null) {
        sums.merge(row.get(by), new BigDecimal(row.get(column)), BigDecimal::add);
      }
    }
    return sums;
  }
}
