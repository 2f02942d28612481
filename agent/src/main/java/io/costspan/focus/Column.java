package io.costspan.focus;

import io.costspan.focus.Subject.CallId;
import io.costspan.json.JsonText;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The columns in their order: those of FOCUS 1.2 by the alphabet, then those of our own. What each
 * of them means, and why others are absent, is in docs/focus.md.
 */
enum Column {
  BILLED_COST("BilledCost", row -> plain(row.billedCost())),
  BILLING_ACCOUNT_ID("BillingAccountId", row -> row.contract().account(row.provider())),
  BILLING_ACCOUNT_NAME("BillingAccountName", row -> row.contract().accountName(row.provider())),
  BILLING_CURRENCY("BillingCurrency", Row::billingCurrency),
  BILLING_PERIOD_END("BillingPeriodEnd", row -> first(row.billingPeriod().plusMonths(1))),
  BILLING_PERIOD_START("BillingPeriodStart", row -> first(row.billingPeriod())),
  CHARGE_CATEGORY("ChargeCategory", row -> row.isUsage() ? "Usage" : "Adjustment"),
  CHARGE_CLASS("ChargeClass", row -> null),
  CHARGE_DESCRIPTION("ChargeDescription", Row::description),
  CHARGE_FREQUENCY("ChargeFrequency", row -> "Usage-Based"),
  CHARGE_PERIOD_END("ChargePeriodEnd", row -> time(row.subject().end())),
  CHARGE_PERIOD_START("ChargePeriodStart", row -> time(row.subject().start())),
  CONSUMED_QUANTITY("ConsumedQuantity", row -> row.isUsage() ? plain(row.sums().consumed()) : null),
  CONSUMED_UNIT("ConsumedUnit", row -> row.isUsage() ? row.consumedUnit() : null),
  CONTRACTED_COST("ContractedCost", row -> plain(row.cost())),
  CONTRACTED_UNIT_PRICE(
      "ContractedUnitPrice", row -> plainOrNull(row.inBillingCurrency(row.contractedUnitPrice()))),
  EFFECTIVE_COST("EffectiveCost", row -> plain(row.cost())),
  INVOICE_ID("InvoiceId", row -> null),
  INVOICE_ISSUER_NAME("InvoiceIssuerName", row -> row.service().provider()),
  LIST_COST("ListCost", row -> plain(row.listCost())),
  LIST_UNIT_PRICE("ListUnitPrice", row -> plainOrNull(row.inBillingCurrency(row.listUnitPrice()))),
  PRICING_CATEGORY("PricingCategory", row -> row.isUsage() ? "Standard" : null),
  PRICING_CURRENCY("PricingCurrency", row -> Contract.shown(row.subject().currency())),
  PRICING_CURRENCY_CONTRACTED_UNIT_PRICE(
      "PricingCurrencyContractedUnitPrice", row -> plainOrNull(row.contractedUnitPrice())),
  PRICING_CURRENCY_EFFECTIVE_COST(
      "PricingCurrencyEffectiveCost", row -> plain(row.sums().amount())),
  PRICING_CURRENCY_LIST_UNIT_PRICE(
      "PricingCurrencyListUnitPrice", row -> plainOrNull(row.listUnitPrice())),
  PRICING_QUANTITY("PricingQuantity", row -> plainOrNull(row.pricingQuantity())),
  PRICING_UNIT("PricingUnit", row -> row.isUsage() ? row.pricingUnit() : null),
  PROVIDER_NAME("ProviderName", row -> row.service().provider()),
  PUBLISHER_NAME("PublisherName", row -> row.service().provider()),
  REGION_ID("RegionId", row -> row.subject().region()),
  REGION_NAME("RegionName", row -> row.subject().region()),
  SERVICE_CATEGORY("ServiceCategory", row -> "AI and Machine Learning"),
  SERVICE_NAME("ServiceName", row -> row.service().name()),
  SERVICE_SUBCATEGORY("ServiceSubcategory", row -> row.service().subcategory()),
  SKU_ID("SkuId", row -> row.subject().sku().id()),
  SKU_METER("SkuMeter", row -> row.subject().sku().meterName()),
  SKU_PRICE_DETAILS("SkuPriceDetails", Row::details),
  SKU_PRICE_ID("SkuPriceId", row -> row.subject().sku().priceId()),
  TAGS("Tags", row -> tags(row)),
  APPLICATION("x_Application", row -> row.subject().application()),
  CHARGE_COUNT("x_ChargeCount", row -> Long.toString(row.sums().charges())),
  COST_SOURCE("x_CostSource", row -> row.subject().source().wireName()),
  ESTIMATED("x_Estimated", row -> Boolean.toString(row.subject().estimated())),
  LIST_PRICE_ID("x_ListPriceId", row -> listPriceId(row)),
  OPERATION("x_Operation", row -> row.subject().sku().operation()),
  PRICE_ID("x_PriceId", row -> row.subject().priceId()),
  RATING("x_Rating", row -> row.subject().rating().wireName()),
  CALLER("x_Caller", CallId::caller, true),
  CONVERSATION_ID("x_ConversationId", CallId::conversationId, true),
  RESPONSE_ID("x_ResponseId", CallId::responseId, true),
  SPAN_ID("x_SpanId", CallId::spanId, true),
  TRACE_ID("x_TraceId", CallId::traceId, true);

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

  private final String id;
  private final Function<Row, @Nullable String> value;
  private final boolean ofCall;

  Column(String id, Function<Row, @Nullable String> value) {
    this.id = id;
    this.value = value;
    this.ofCall = false;
  }

  Column(String id, Function<CallId, @Nullable String> value, boolean ofCall) {
    this.id = id;
    this.value =
        row -> {
          CallId call = row.subject().call();
          return call == null ? null : value.apply(call);
        };
    this.ofCall = ofCall;
  }

  /** The columns of a row per day, or per call. */
  static List<Column> of(boolean each) {
    return Stream.of(values()).filter(column -> each || !column.ofCall).toList();
  }

  String id() {
    return id;
  }

  /** The value of a row, null if it has none. */
  @Nullable String of(Row row) {
    String text = value.apply(row);
    return text == null || text.isBlank() ? null : text;
  }

  /** Numbers without exponents. */
  static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  private static @Nullable String plainOrNull(@Nullable BigDecimal number) {
    return number == null ? null : plain(number);
  }

  private static @Nullable String listPriceId(Row row) {
    return row.subject().listId() == null ? row.subject().priceId() : row.subject().listId();
  }

  private static @Nullable String tags(Row row) {
    return row.subject().owners().isEmpty() ? null : JsonText.of(row.subject().owners());
  }

  private static String first(YearMonth month) {
    return time(month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant());
  }

  private static String time(Instant instant) {
    return TIME.format(instant.truncatedTo(ChronoUnit.SECONDS));
  }
}
