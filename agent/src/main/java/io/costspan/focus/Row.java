package io.costspan.focus;

import io.costspan.focus.Subject.Kind;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One row: a subject and what its charges add up to. All amounts are in the billing currency unless
 * they say otherwise.
 *
 * @param worth what one of the pricing currency is in the billing currency
 */
record Row(
    Subject subject,
    Sums sums,
    Names.Service service,
    @Nullable String details,
    Contract contract,
    String billingCurrency,
    BigDecimal worth) {

  String provider() {
    return subject.sku().provider();
  }

  boolean isUsage() {
    return subject.kind() != Kind.REST;
  }

  YearMonth billingPeriod() {
    return YearMonth.from(subject.start().atOffset(ZoneOffset.UTC));
  }

  /** What prepaid units cost was billed when they were bought. */
  BigDecimal billedCost() {
    return contract.prepaid().contains(subject.currency()) ? BigDecimal.ZERO : cost();
  }

  BigDecimal cost() {
    return sums.amount().multiply(worth);
  }

  BigDecimal listCost() {
    return sums.list().multiply(worth);
  }

  /** Null for what is no usage. */
  @Nullable BigDecimal pricingQuantity() {
    return isUsage() ? quotient(sums.quantity(), subject.per()) : null;
  }

  /** Of one pricing unit in the pricing currency. */
  @Nullable BigDecimal contractedUnitPrice() {
    return subject.unitPrice() == null ? average(sums.amount()) : subject.unitPrice();
  }

  /** Of one pricing unit in the pricing currency. */
  @Nullable BigDecimal listUnitPrice() {
    return subject.listId() == null ? contractedUnitPrice() : average(sums.list());
  }

  @Nullable BigDecimal inBillingCurrency(@Nullable BigDecimal price) {
    return price == null ? null : price.multiply(worth);
  }

  private @Nullable BigDecimal average(BigDecimal amount) {
    return isUsage() ? quotient(amount, Objects.requireNonNull(pricingQuantity())) : null;
  }

  private static BigDecimal quotient(BigDecimal dividend, BigDecimal divisor) {
    return divisor.compareTo(BigDecimal.ONE) == 0
        ? dividend
        : dividend.divide(divisor, MathContext.DECIMAL128);
  }

  String pricingUnit() {
    return subject.kind() == Kind.METERED
        ? Units.of(Objects.requireNonNull(subject.sku().meter()), subject.per())
        : "Requests";
  }

  String consumedUnit() {
    return subject.kind() == Kind.METERED
        ? Units.of(Objects.requireNonNull(subject.sku().meter()))
        : "Requests";
  }

  /** The charge in words, no name from outside first: spreadsheets take = for a formula. */
  String description() {
    String what =
        switch (subject.kind()) {
          case METERED -> subject.sku().meterName() + " of " + subject.sku().name() + price();
          case STATED -> "Amount that the provider stated for " + subject.sku().name();
          case REST ->
              "Amount that the provider stated for "
                  + subject.sku().name()
                  + ", less the rows of its usage";
        };
    return subject.estimated() ? what + " (estimated)" : what;
  }

  private String price() {
    return " at "
        + Column.plain(Objects.requireNonNull(contractedUnitPrice()))
        + " "
        + Contract.shown(subject.currency())
        + (subject.per().compareTo(BigDecimal.ONE) == 0 ? " each" : " per " + pricingUnit());
  }
}
