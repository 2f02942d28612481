package io.costspan.reconcile;

import io.costspan.usage.UsageMeter;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * AWS Cost and Usage Report 2.0, by the hour or day. Columns of the older report, such as {@code
 * lineItem/UsageType}, have the same names and are read as well.
 *
 * <p>Sources: https://docs.aws.amazon.com/cur/latest/userguide/table-dictionary-cur2.html for the
 * columns; "Understanding your Amazon Bedrock Cost and Usage Report data",
 * https://docs.aws.amazon.com/bedrock/latest/userguide/cost-mgmt-understanding-cur-data.html, for
 * usage types, such as {@code USE1-Claude4.6Sonnet-cache-read-input-token-count}, {@code
 * USE1-Nova2.0Lite-input-tokens-flex} and {@code
 * USE1-openai.gpt-oss-120b-mantle-input-tokens-standard}: a region, a name of the model that is not
 * its id, what is counted, the tier and whether regions were crossed. Models that are sold on the
 * Marketplace have their names in the product instead.
 */
final class AwsRows implements BillRows {
  private static final Pattern USAGE_TYPE =
      Pattern.compile(
          "(?:[A-Z]{2,4}\\d{0,2}-)?(?:MP:)?(.*?)[-_]?(?:mantle-)?"
              + "(cache-?read-?input-?token|cache-?write-?input-?token|input-?token|output-?token)"
              + "(?:s|-?count)?(?:-.*)?",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern EDITION =
      Pattern.compile("(.+?) \\(Amazon Bedrock Edition\\)", Pattern.CASE_INSENSITIVE);

  /** Services that the ledger knows by what they do, without models. */
  private static final Map<String, String> SERVICES =
      Map.of(
          "amazontextract", "aws.textract",
          "amazonrekognition", "aws.rekognition",
          "amazonpolly", "aws.polly",
          "comprehend", "aws.comprehend",
          "amazoncomprehend", "aws.comprehend",
          "translate", "aws.translate",
          "amazontranslate", "aws.translate",
          "transcribe", "aws.transcribe",
          "amazontranscribe", "aws.transcribe");

  private static final Set<String> USES =
      Set.of("Usage", "DiscountedUsage", "SavingsPlanCoveredUsage");

  private static final Set<String> REBATES =
      Set.of(
          "Credit",
          "Refund",
          "Discount",
          "BundledDiscount",
          "EdpDiscount",
          "PrivateRateDiscount",
          "SavingsPlanNegation");

  @Override
  public void read(Fields row, Days days, Bill bill) {
    String edition = edition(row);
    String code = row.need("line_item_product_code");
    String service = SERVICES.get(code.toLowerCase(Locale.ROOT));
    boolean bedrock = code.toLowerCase(Locale.ROOT).contains("bedrock") || edition != null;
    BigDecimal cost = row.count("line_item_unblended_cost");
    String currency = Currencies.code(row.need("line_item_currency_code"));
    String type = row.need("line_item_line_item_type");
    if (!bedrock && service == null) {
      bill.leaveOut("other services", cost, currency);
      return;
    }
    if (!USES.contains(type) && !REBATES.contains(type)) {
      bill.leaveOut(type, cost, currency);
      return;
    }
    Item item = service == null ? item(row, edition) : new Item(service, Measure.ALL);
    LocalDate day = days.of(row, "line_item_usage_end_date", "line_item_usage_start_date");
    if (REBATES.contains(type)) {
      bill.credited(day, item.model(), item.measure(), cost, currency);
    } else {
      boolean counted = service == null && !item.measure().meters().isEmpty();
      BigDecimal units = counted ? quantity(row) : null;
      bill.charged(day, item.model(), item.measure(), cost, currency, units);
    }
  }

  private record Item(@Nullable String model, Measure measure) {}

  private static Item item(Fields row, @Nullable String edition) {
    String usageType = row.need("line_item_usage_type");
    Matcher parts = USAGE_TYPE.matcher(usageType);
    if (!parts.matches()) {
      return new Item(edition, Measure.other(usageType));
    }
    return new Item(edition == null ? parts.group(1) : edition, Measure.of(meter(parts.group(2))));
  }

  private static UsageMeter meter(String words) {
    return switch (words.toLowerCase(Locale.ROOT).replace("-", "")) {
      case "cachereadinputtoken" -> UsageMeter.CACHED_INPUT_TOKENS;
      case "cachewriteinputtoken" -> UsageMeter.CACHE_WRITE_TOKENS;
      case "inputtoken" -> UsageMeter.INPUT_TOKENS;
      default -> UsageMeter.OUTPUT_TOKENS;
    };
  }

  /** The model of a product of the Marketplace, null for any other. */
  private static @Nullable String edition(Fields row) {
    for (String name :
        new String[] {
          "product_servicename",
          "product_product_name",
          "product.product_name",
          "line_item_line_item_description"
        }) {
      String text = row.text(name);
      Matcher edition = EDITION.matcher(text == null ? "" : text);
      if (edition.find()) {
        return edition.group(1);
      }
    }
    return null;
  }

  /** Usage is stated in the unit of the price, such as thousands of tokens. */
  private static @Nullable BigDecimal quantity(Fields row) {
    String unit = row.text("pricing_unit");
    BigDecimal size = unit == null ? null : Units.size(unit);
    BigDecimal amount = row.decimal("line_item_usage_amount");
    return size == null || amount == null || isVague(unit) ? null : amount.multiply(size);
  }

  private static boolean isVague(@Nullable String unit) {
    return unit == null || unit.equalsIgnoreCase("units");
  }
}
