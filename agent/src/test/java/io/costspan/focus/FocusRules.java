package io.costspan.focus;

import io.costspan.json.JsonException;
import io.costspan.json.JsonValue;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The rules of FOCUS 1.2 for the columns that we write, by the names of the specification's
 * sections ({@code specification/columns} and {@code specification/attributes} of its tag v1.2). A
 * rule comes with a change to a row that breaks it.
 */
final class FocusRules {
  /** Products of numbers that have no finite decimal expansion agree in this many digits. */
  private static final BigDecimal PRECISION = new BigDecimal("1e-30");

  static final List<String> MANDATORY =
      List.of(
          "BilledCost",
          "BillingAccountId",
          "BillingAccountName",
          "BillingCurrency",
          "BillingPeriodEnd",
          "BillingPeriodStart",
          "ChargeCategory",
          "ChargeClass",
          "ChargeDescription",
          "ChargePeriodEnd",
          "ChargePeriodStart",
          "ContractedCost",
          "EffectiveCost",
          "InvoiceIssuerName",
          "ListCost",
          "PricingQuantity",
          "PricingUnit",
          "ProviderName",
          "PublisherName",
          "ServiceCategory",
          "ServiceName");

  /** All others: conditional and recommended. */
  static final List<String> OTHERS =
      List.of(
          "AvailabilityZone",
          "BillingAccountType",
          "CapacityReservationId",
          "CapacityReservationStatus",
          "ChargeFrequency",
          "CommitmentDiscountCategory",
          "CommitmentDiscountId",
          "CommitmentDiscountName",
          "CommitmentDiscountQuantity",
          "CommitmentDiscountStatus",
          "CommitmentDiscountType",
          "CommitmentDiscountUnit",
          "ConsumedQuantity",
          "ConsumedUnit",
          "ContractedUnitPrice",
          "InvoiceId",
          "ListUnitPrice",
          "PricingCategory",
          "PricingCurrency",
          "PricingCurrencyContractedUnitPrice",
          "PricingCurrencyEffectiveCost",
          "PricingCurrencyListUnitPrice",
          "RegionId",
          "RegionName",
          "ResourceId",
          "ResourceName",
          "ResourceType",
          "ServiceSubcategory",
          "SkuId",
          "SkuMeter",
          "SkuPriceDetails",
          "SkuPriceId",
          "SubAccountId",
          "SubAccountName",
          "SubAccountType",
          "Tags");

  private static final List<String> DECIMALS =
      List.of(
          "BilledCost",
          "ConsumedQuantity",
          "ContractedCost",
          "ContractedUnitPrice",
          "EffectiveCost",
          "ListCost",
          "ListUnitPrice",
          "PricingCurrencyContractedUnitPrice",
          "PricingCurrencyEffectiveCost",
          "PricingCurrencyListUnitPrice",
          "PricingQuantity");

  private static final List<String> TIMES =
      List.of("BillingPeriodEnd", "BillingPeriodStart", "ChargePeriodEnd", "ChargePeriodStart");

  private static final List<String> JSON = List.of("SkuPriceDetails", "Tags");

  private static final List<String> UNITS = List.of("ConsumedUnit", "PricingUnit");

  private static final Map<String, List<String>> ALLOWED =
      Map.of(
          "ChargeCategory", List.of("Usage", "Purchase", "Tax", "Credit", "Adjustment"),
          "ChargeFrequency", List.of("One-Time", "Recurring", "Usage-Based"),
          "PricingCategory", List.of("Standard", "Dynamic", "Committed", "Other"),
          // the other categories are not ours
          "ServiceCategory", List.of("AI and Machine Learning"),
          "ServiceSubcategory",
              List.of(
                  "AI Platforms",
                  "Bots",
                  "Generative AI",
                  "Machine Learning",
                  "Natural Language Processing",
                  "Other (AI and Machine Learning)"));

  /** Of version 1.2, and those for models and tokens in the draft of 1.5. */
  private static final Set<String> PROPERTIES =
      Set.of(
          "CoreCount",
          "DiskMaxIops",
          "DiskSpace",
          "DiskType",
          "GpuCount",
          "InstanceType",
          "InstanceSeries",
          "MemorySize",
          "NetworkMaxIops",
          "NetworkMaxThroughput",
          "OperatingSystem",
          "Redundancy",
          "StorageClass",
          "ModelDeveloper",
          "ModelFamily",
          "ModelId",
          "TokenDirection",
          "TokenCacheAction");

  private final List<Rule> rules = new ArrayList<>();

  private FocusRules() {}

  /**
   * A rule.
   *
   * @param section its section in the specification
   * @param breaks values that, put into a row, break the rule
   */
  record Rule(
      String section,
      String says,
      Predicate<List<Map<String, String>>> holds,
      Predicate<Map<String, String>> concerns,
      Map<String, String> breaks) {

    /** The rows with one of them broken; the first that the rule is about. */
    List<Map<String, String>> broken(List<Map<String, String>> rows) {
      List<Map<String, String>> changed = new ArrayList<>(rows);
      for (int i = rows.size() - 1; i >= 0; i--) {
        if (concerns.test(rows.get(i))) {
          Map<String, String> row = new LinkedHashMap<>(rows.get(i));
          row.putAll(breaks);
          changed.set(i, row);
          return changed;
        }
      }
      throw new AssertionError("no row is concerned by " + this);
    }

    @Override
    public String toString() {
      return section + ": " + says;
    }
  }

  static List<Rule> all() {
    FocusRules all = new FocusRules();
    all.addPresence();
    all.addFormats();
    all.addAllowedValues();
    all.addCosts();
    all.addPeriods();
    all.addSkus();
    all.addNames();
    return all.rules;
  }

  private void addPresence() {
    for (String column :
        List.of(
            "BilledCost",
            "BillingAccountId",
            "BillingCurrency",
            "BillingPeriodEnd",
            "BillingPeriodStart",
            "ChargeCategory",
            "ChargeDescription",
            "ChargeFrequency",
            "ChargePeriodEnd",
            "ChargePeriodStart",
            "ContractedCost",
            "EffectiveCost",
            "InvoiceIssuerName",
            "ListCost",
            "PricingCurrency",
            "PricingCurrencyEffectiveCost",
            "ProviderName",
            "PublisherName",
            "ServiceCategory",
            "ServiceName",
            "ServiceSubcategory")) {
      row(
          section(column),
          column + " MUST NOT be null",
          row -> row.get(column) != null,
          column,
          null);
    }
    for (String column :
        List.of(
            "ConsumedQuantity",
            "ContractedUnitPrice",
            "ListUnitPrice",
            "PricingCategory",
            "PricingCurrencyContractedUnitPrice",
            "PricingCurrencyListUnitPrice",
            "PricingQuantity",
            "SkuId",
            "SkuPriceId")) {
      row(
          section(column),
          column + " MUST NOT be null when ChargeCategory is \"Usage\"",
          row -> !isUsage(row) || row.get(column) != null,
          FocusRules::isUsage,
          column,
          null);
    }
    row(
        "Consumed Quantity",
        "ConsumedQuantity MUST be null when ChargeCategory is not \"Usage\"",
        row -> isUsage(row) || row.get("ConsumedQuantity") == null,
        row -> !isUsage(row),
        "ConsumedQuantity",
        "1");
    together("ConsumedUnit", "ConsumedQuantity");
    together("PricingUnit", "PricingQuantity");
    together("RegionName", "RegionId");
    together("SkuMeter", "SkuId");
    onlyWith("SkuPriceDetails", "SkuPriceId");
    row(
        "Charge Class",
        "ChargeClass MUST be null when the row does not represent a correction",
        row -> row.get("ChargeClass") == null,
        "ChargeClass",
        "Correction");
    row(
        "Invoice ID",
        "InvoiceId MUST be null when the charge is not associated with an invoice",
        row -> row.get("InvoiceId") == null,
        "InvoiceId",
        "2026-08");
  }

  /** One is null exactly if the other is. */
  private void together(String column, String other) {
    onlyWith(column, other);
    row(
        section(column),
        column + " MUST NOT be null when " + other + " is not null",
        row -> row.get(column) != null || row.get(other) == null,
        row -> row.get(other) != null,
        column,
        null);
  }

  private void onlyWith(String column, String other) {
    row(
        section(column),
        column + " MUST be null when " + other + " is null",
        row -> row.get(column) == null || row.get(other) != null,
        row -> row.get(column) != null,
        other,
        null);
  }

  private void addFormats() {
    for (String column : DECIMALS) {
      for (String wrong : List.of("1,000", "+1", "1E+7", "$1", "1 1/2", "")) {
        row(
            "Numeric Format",
            column + " is an integer, a decimal or scientific number, not \"" + wrong + "\"",
            row -> isNumber(row.get(column)),
            column,
            wrong);
      }
    }
    for (String column : TIMES) {
      for (String wrong :
          List.of("2026-08-21T00:00:00.000Z", "2026-08-21T02:00:00+02:00", "2026-08-21", "")) {
        row(
            "Date/Time Format",
            column + " is YYYY-MM-DDTHH:mm:ssZ, not \"" + wrong + "\"",
            row -> isTime(row.get(column)),
            column,
            wrong);
      }
    }
    for (String column : JSON) {
      for (String wrong :
          List.of("{\"a\":{}}", "{\"a\":[1]}", "{\"a\":1,\"a\":2}", "[]", "a=1", "")) {
        row(
            "Key-Value Format",
            column + " is an object of unique keys and scalars, not " + wrong,
            row -> isKeyValue(row.get(column)),
            column,
            wrong);
      }
    }
    for (String column : UNITS) {
      for (String wrong : List.of("1.5 Tokens", "tokens", "GBs", "per Token", "")) {
        row(
            "Unit Format",
            column + " is such as \"1000 Tokens\", not \"" + wrong + "\"",
            row -> isUnit(row.get(column)),
            column,
            wrong);
      }
    }
    row(
        "Currency Format",
        "BillingCurrency is a national currency of ISO 4217",
        row -> isCurrency(row.get("BillingCurrency")),
        "BillingCurrency",
        "point");
    row(
        "Currency Format",
        "PricingCurrency is a code of ISO 4217 or the name of a virtual currency",
        row ->
            isCurrency(row.get("PricingCurrency"))
                || row.get("PricingCurrency").matches("[a-z][a-z0-9_]*"),
        "PricingCurrency",
        "Usd");
    everyColumn(
        "Null Handling",
        "Columns MUST NOT use empty strings or placeholder values",
        value -> !List.of("", "Not Applicable", "N/A", "null", "unknown", "-").contains(value),
        "Not Applicable");
    everyColumn(
        "String Handling",
        "Strings consisting solely of spaces SHOULD NOT be used",
        value -> !value.isBlank(),
        "  ");
  }

  private void everyColumn(String section, String says, Predicate<String> holds, String wrong) {
    row(
        section,
        says,
        row -> row.values().stream().filter(Objects::nonNull).allMatch(holds),
        "ChargeDescription",
        wrong);
  }

  private void addAllowedValues() {
    ALLOWED.forEach(
        (column, values) ->
            row(
                section(column),
                column + " MUST be one of the allowed values",
                row -> row.get(column) == null || values.contains(row.get(column)),
                column,
                "Consumption"));
    row(
        "Charge Frequency",
        "ChargeFrequency MUST NOT be \"Usage-Based\" when ChargeCategory is \"Purchase\"",
        row ->
            !"Purchase".equals(row.get("ChargeCategory"))
                || !"Usage-Based".equals(row.get("ChargeFrequency")),
        "ChargeCategory",
        "Purchase");
  }

  private void addCosts() {
    product("Contracted Cost", "ContractedUnitPrice", "ContractedCost");
    product("List Cost", "ListUnitPrice", "ListCost");
    product(
        "Pricing Currency Effective Cost",
        "PricingCurrencyContractedUnitPrice",
        "PricingCurrencyEffectiveCost");
    for (String price :
        List.of(
            "ContractedUnitPrice",
            "ListUnitPrice",
            "PricingCurrencyContractedUnitPrice",
            "PricingCurrencyListUnitPrice")) {
      row(
          section(price),
          price + " MUST be a non-negative decimal value",
          row -> row.get(price) == null || number(row.get(price)).signum() >= 0,
          price,
          "-1");
    }
    for (String cost : List.of("ContractedCost", "EffectiveCost", "ListCost")) {
      row(
          section(cost),
          cost + " of a charge that is no usage and unrelated to others MUST match the BilledCost",
          row -> isUsage(row) || row.get(cost).equals(row.get("BilledCost")),
          row -> !isUsage(row),
          cost,
          "17");
    }
  }

  private void product(String section, String price, String cost) {
    row(
        section,
        "The product of " + price + " and PricingQuantity MUST match the " + cost,
        row ->
            row.get(price) == null
                || row.get("PricingQuantity") == null
                || isEqual(
                    number(row.get(price)).multiply(number(row.get("PricingQuantity"))),
                    number(row.get(cost))),
        row -> row.get("PricingQuantity") != null && number(row.get(cost)).signum() != 0,
        cost,
        "17.17");
  }

  private void addPeriods() {
    periods("BillingPeriodStart", "BillingPeriodEnd");
    periods("ChargePeriodStart", "ChargePeriodEnd");
    row(
        "Billing Period Start",
        "A billing period includes its charges, its end excepted",
        row ->
            !time(row, "ChargePeriodStart").isBefore(time(row, "BillingPeriodStart"))
                && time(row, "ChargePeriodStart").isBefore(time(row, "BillingPeriodEnd")),
        "BillingPeriodStart",
        "2027-01-01T00:00:00Z");
  }

  private void periods(String start, String end) {
    row(
        section(end),
        end + " MUST be the exclusive end bound",
        row -> time(row, start).isBefore(time(row, end)),
        end,
        "2001-01-01T00:00:00Z");
  }

  private void addSkus() {
    row(
        "SKU Price Details",
        "Property key MUST begin with \"x_\" unless it is a FOCUS-defined property",
        row ->
            row.get("SkuPriceDetails") == null
                || members(row.get("SkuPriceDetails")).keySet().stream()
                    .allMatch(key -> key.startsWith("x_") || PROPERTIES.contains(key)),
        "SkuPriceDetails",
        "{\"Modality\":\"audio\"}");
    row(
        "SKU Price Details (1.5 draft)",
        "SkuPriceDetails MUST NOT include TokenDirection when the SKU is not metered in tokens",
        row -> "Tokens".equals(row.get("ConsumedUnit")) || !details(row).contains("TokenDirection"),
        row -> isUsage(row) && !"Tokens".equals(row.get("ConsumedUnit")),
        "SkuPriceDetails",
        "{\"TokenDirection\":\"Input\"}");
    row(
        "SKU Price Details (1.5 draft)",
        "SkuPriceDetails MUST NOT include TokenCacheAction when no request tokens are metered",
        row ->
            details(row).contains("\"TokenDirection\":\"Input\"")
                || !details(row).contains("TokenCacheAction"),
        row -> "Output Tokens".equals(row.get("SkuMeter")),
        "SkuPriceDetails",
        "{\"TokenCacheAction\":\"Uncached\",\"TokenDirection\":\"Output\"}");
    one("SKU Price ID", "SkuPriceId", "SkuId");
    one("SKU Price Details", "SkuPriceId", "SkuPriceDetails");
    one("SKU Meter", "SkuId", "SkuMeter");
    one("Service Name", "ServiceName", "ServiceCategory");
    one("Service Name", "ServiceName", "ServiceSubcategory");
  }

  /** All rows with the same value of one column have the same in the other. */
  private void one(String section, String of, String other) {
    rules.add(
        new Rule(
            section,
            of + " has one and only one " + other,
            rows -> {
              Map<String, String> known = new HashMap<>();
              return rows.stream()
                  .filter(row -> row.get(of) != null)
                  .allMatch(
                      row -> {
                        String value = String.valueOf(row.get(other));
                        String first = known.putIfAbsent(row.get(of), value);
                        return first == null || first.equals(value);
                      });
            },
            row -> "openai/gpt-4o/input_tokens".equals(row.get("SkuPriceId")),
            Map.of(other, "another")));
  }

  private void addNames() {
    rules.add(
        new Rule(
            "Column Handling",
            "Column IDs use Pascal case, custom ones behind x_ and after all others",
            rows -> rows.stream().allMatch(row -> areNames(row.keySet())),
            row -> true,
            Map.of("my_column", "1")));
    rules.add(
        new Rule(
            "Column Handling",
            "Only columns of the specification have no prefix",
            rows ->
                rows.stream()
                    .flatMap(row -> row.keySet().stream())
                    .filter(name -> !name.startsWith("x_"))
                    .allMatch(name -> MANDATORY.contains(name) || OTHERS.contains(name)),
            row -> true,
            Map.of("Model", "gpt-4o")));
  }

  private static boolean areNames(Set<String> names) {
    boolean custom = false;
    for (String name : names) {
      if (!name.matches("(x_)?([A-Z][a-z0-9]*)+") || (custom && !name.startsWith("x_"))) {
        return false;
      }
      custom = name.startsWith("x_");
    }
    return true;
  }

  private void row(
      String section,
      String says,
      Predicate<Map<String, String>> holds,
      String column,
      String wrong) {
    row(section, says, holds, row -> true, column, wrong);
  }

  private void row(
      String section,
      String says,
      Predicate<Map<String, String>> holds,
      Predicate<Map<String, String>> concerns,
      String column,
      String wrong) {
    Map<String, String> breaks = new HashMap<>();
    breaks.put(column, wrong);
    rules.add(new Rule(section, says, rows -> rows.stream().allMatch(holds), concerns, breaks));
  }

  /** The display name of a column, by which its section is called. */
  private static String section(String column) {
    return column
        .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
        .replace("Sku", "SKU")
        .replaceAll("\\bId\\b", "ID")
        .replaceAll("^(Provider|Publisher|Invoice Issuer) Name$", "$1");
  }

  private static boolean isUsage(Map<String, String> row) {
    return "Usage".equals(row.get("ChargeCategory"));
  }

  private static boolean isNumber(String text) {
    return text == null || text.matches("-?\\d+(\\.\\d+)?(E-?\\d+)?");
  }

  private static boolean isTime(String text) {
    return text.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ")
        && !Instant.parse(text).isBefore(Instant.EPOCH);
  }

  private static boolean isUnit(String text) {
    return text == null || text.matches("([1-9]\\d* )?([A-Z][a-z]+ )?[A-Z][a-z]+s");
  }

  private static boolean isCurrency(String text) {
    return Currency.getAvailableCurrencies().stream()
        .anyMatch(currency -> currency.getCurrencyCode().equals(text));
  }

  private static boolean isKeyValue(String text) {
    try {
      return text == null
          || JsonValue.parse("", text).members().values().stream()
              .noneMatch(value -> value.isObject() || value.isArray());
    } catch (JsonException e) {
      return false;
    }
  }

  private static Map<String, JsonValue> members(String json) {
    return JsonValue.parse("", json).members();
  }

  private static String details(Map<String, String> row) {
    return String.valueOf(row.get("SkuPriceDetails"));
  }

  private static BigDecimal number(String text) {
    return new BigDecimal(text);
  }

  private static Instant time(Map<String, String> row, String column) {
    return Instant.parse(row.get(column));
  }

  private static boolean isEqual(BigDecimal one, BigDecimal other) {
    BigDecimal limit = other.abs().max(new BigDecimal("1e-9")).multiply(PRECISION);
    return one.subtract(other).abs().compareTo(limit) <= 0;
  }
}
