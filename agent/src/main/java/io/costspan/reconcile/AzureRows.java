package io.costspan.reconcile;

import io.costspan.usage.UsageMeter;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Azure's cost and usage details (actual cost) for Enterprise Agreements, the Microsoft Customer
 * Agreement and pay-as-you-go.
 *
 * <p>Sources: https://learn.microsoft.com/azure/cost-management-billing/dataset-schema/schema-index
 * with its pages for EA (2024-08-01) and MCA, and .../automate/understand-usage-details-fields, for
 * the columns; the quantity is in the unit of measure, such as {@code 1K}. Names of meters are of
 * https://prices.azure.com/api/retail/prices and not documented: {@code gpt-4o-0806-Inp-glbl
 * Tokens}, {@code gpt 4.1 cached Inp glbl Tokens}, {@code o4-mini 0416 Outp Data Zone Tokens},
 * {@code GPT 5 Nano Inpt Glbl 1M Tokens}.
 */
final class AzureRows implements BillRows {
  private static final Pattern AI =
      Pattern.compile("openai|foundry|cognitive|ai services", Pattern.CASE_INSENSITIVE);

  private static final Pattern SEPARATOR = Pattern.compile("[ _-]+");

  private static final Map<String, UsageMeter> DIRECTIONS =
      Map.ofEntries(
          Map.entry("inp", UsageMeter.INPUT_TOKENS),
          Map.entry("inpt", UsageMeter.INPUT_TOKENS),
          Map.entry("input", UsageMeter.INPUT_TOKENS),
          Map.entry("in", UsageMeter.INPUT_TOKENS),
          Map.entry("outp", UsageMeter.OUTPUT_TOKENS),
          Map.entry("outpt", UsageMeter.OUTPUT_TOKENS),
          Map.entry("output", UsageMeter.OUTPUT_TOKENS),
          Map.entry("out", UsageMeter.OUTPUT_TOKENS),
          Map.entry("opt", UsageMeter.OUTPUT_TOKENS));

  private static final Set<String> CACHED = Set.of("cached", "cchd", "cache", "cchdinp", "cd");

  /** Words of deployments, tiers, modalities and units. */
  private static final Set<String> OTHERS =
      Set.of(
          "tokens",
          "token",
          "1k",
          "1m",
          "glbl",
          "gl",
          "global",
          "regnl",
          "rgnl",
          "regional",
          "dz",
          "dzone",
          "data",
          "zone",
          "dznstd",
          "batch",
          "bt",
          "flex",
          "pp",
          "std",
          "txt",
          "text",
          "aud",
          "audio",
          "img",
          "images",
          "image");

  @Override
  public void read(Fields row, Days days, Bill bill) {
    BigDecimal cost = row.decimal("cost_in_billing_currency", "pre_tax_cost", "cost");
    String currency =
        Currencies.code(row.need("billing_currency", "billing_currency_code", "currency"));
    if (cost == null) {
      throw row.error("\"costInBillingCurrency\" is missing; export actual costs");
    }
    String type = row.text("charge_type");
    if (!isAi(row)) {
      bill.leaveOut("other services", cost, currency);
      return;
    }
    if (type != null && !type.equalsIgnoreCase("Usage")) {
      bill.leaveOut(type, cost, currency);
      return;
    }
    LocalDate day = days.of(row, "", "date", "usage_date", "usage_date_time");
    Meter meter = meter(row.need("meter_name"));
    BigDecimal units = meter.measure().meters().isEmpty() ? null : quantity(row);
    bill.charged(day, meter.model(), meter.measure(), cost, currency, units);
  }

  private static boolean isAi(Fields row) {
    for (String name : new String[] {"meter_category", "meter_sub_category", "product_name"}) {
      String text = row.text(name);
      if (text != null && AI.matcher(text).find()) {
        return true;
      }
    }
    return false;
  }

  private record Meter(@Nullable String model, Measure measure) {}

  private static Meter meter(String name) {
    UsageMeter direction = null;
    boolean cached = false;
    boolean tokens = false;
    List<String> model = new ArrayList<>();
    for (String part : SEPARATOR.split(name.strip())) {
      String word = part.toLowerCase(Locale.ROOT);
      if (DIRECTIONS.containsKey(word)) {
        direction = DIRECTIONS.get(word);
      } else if (CACHED.contains(word)) {
        cached = true;
      } else if (!OTHERS.contains(word) || isOfName(word, model)) {
        model.add(word);
      }
      tokens |= word.startsWith("token");
    }
    if (!tokens || model.isEmpty()) {
      return new Meter(null, Measure.other(name));
    }
    UsageMeter meter = direction == null ? UsageMeter.INPUT_TOKENS : direction;
    boolean read = cached && meter == UsageMeter.INPUT_TOKENS;
    return new Meter(model(model), Measure.of(read ? UsageMeter.CACHED_INPUT_TOKENS : meter));
  }

  /** A model may be called {@code text-embedding-3-large}; elsewhere the word is a modality. */
  private static boolean isOfName(String word, List<String> before) {
    return before.isEmpty() && word.equals("text");
  }

  /** Some meters leave out the first word of {@code gpt-5.4}. */
  private static String model(List<String> words) {
    String model = String.join("-", words);
    return Character.isDigit(model.charAt(0)) ? "gpt-" + model : model;
  }

  private static @Nullable BigDecimal quantity(Fields row) {
    BigDecimal size = Units.size(row.text("unit_of_measure"));
    BigDecimal quantity = row.decimal("quantity", "usage_quantity");
    return size == null || quantity == null ? null : quantity.multiply(size);
  }
}
