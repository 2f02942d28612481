package io.costspan.reconcile;

import io.costspan.usage.UsageMeter;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Google Cloud's billing export from BigQuery (standard or detailed usage cost), as JSON lines or
 * as CSV with columns such as {@code sku_description}.
 *
 * <p>Sources:
 * https://cloud.google.com/billing/docs/how-to/export-data-bigquery-tables/standard-usage for the
 * columns; {@code cost} is before credits, which are negative. Descriptions of SKUs are of
 * https://cloud.google.com/skus and not documented: {@code Generate content input token count
 * gemini 2.5 flash short input text}, {@code Generate content cached input token count ...}, {@code
 * GenerateContent text output token count for Gemini 2.0 Flash}, {@code Gemini 2.5 Pro Thinking
 * Text Output - Predictions}.
 */
final class GoogleRows implements BillRows {
  private static final Pattern AI =
      Pattern.compile(
          "vertex ai|gemini|generative language|agent platform", Pattern.CASE_INSENSITIVE);

  /** Services that the ledger knows by what they do, without models. */
  private static final Map<String, String> SERVICES =
      Map.of(
          "cloud vision api", "gcp.vision",
          "cloud translation api", "gcp.translate",
          "translate", "gcp.translate",
          "cloud text-to-speech api", "gcp.texttospeech",
          "cloud speech-to-text api", "gcp.speech",
          "cloud speech api", "gcp.speech",
          "cloud natural language api", "gcp.language");

  /** A family of models, and words of its version up to one that describes something else. */
  private static final Pattern MODEL =
      Pattern.compile(
          "\\b((?:gemini|gemma|claude|llama|mistral|codestral|deepseek|qwen|gpt|text-embedding)"
              + "(?:[ -](?!(?:text|image|audio|video|thinking|short|long|input|output|cached|caching"
              + "|batch|flex|priority|predictions|tokens?|cache|grounding|-)\\b)[\\w.]+)*)",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern COUNT =
      Pattern.compile("(cached|input|output)[a-z ]*? token count", Pattern.CASE_INSENSITIVE);

  private static final Pattern DIRECTION =
      Pattern.compile("input|output", Pattern.CASE_INSENSITIVE);

  @Override
  public void read(Fields row, Days days, Bill bill) {
    String service = row.need("service.description").toLowerCase(Locale.ROOT);
    String provider = SERVICES.get(service);
    BigDecimal cost = row.count("cost");
    String currency = Currencies.code(row.need("currency"));
    String type = row.text("cost_type");
    if (provider == null && !AI.matcher(service).find()) {
      bill.leaveOut("other services", cost, currency);
      return;
    }
    if (type != null && !type.equals("regular")) {
      bill.leaveOut(type, cost, currency);
      return;
    }
    LocalDate day = days.of(row, "usage_end_time", "usage_start_time");
    String sku = row.need("sku.description");
    String model = provider == null ? model(sku) : provider;
    Measure measure = provider == null ? measure(sku) : Measure.ALL;
    boolean counted = provider == null && !measure.meters().isEmpty();
    bill.charged(day, model, measure, cost, currency, counted ? row.decimal("usage.amount") : null);
    BigDecimal credits = row.sum("credits", "amount");
    if (credits != null) {
      bill.credited(day, model, measure, credits, currency);
    }
  }

  private static @Nullable String model(String sku) {
    Matcher model = MODEL.matcher(sku);
    return model.find() ? model.group(1) : null;
  }

  private static Measure measure(String sku) {
    String text = sku.toLowerCase(Locale.ROOT);
    if (model(sku) == null || text.contains("storage") || text.contains("grounding")) {
      return Measure.other(sku);
    }
    Matcher count = COUNT.matcher(text);
    String direction = count.find() ? count.group(1) : last(text);
    if (direction == null) {
      return Measure.other(sku);
    }
    boolean cached =
        direction.equals("cached") || text.contains("caching") || text.contains("cache");
    UsageMeter read =
        text.contains("write") ? UsageMeter.CACHE_WRITE_TOKENS : UsageMeter.CACHED_INPUT_TOKENS;
    return Measure.of(
        direction.equals("output")
            ? UsageMeter.OUTPUT_TOKENS
            : cached ? read : UsageMeter.INPUT_TOKENS);
  }

  private static @Nullable String last(String text) {
    String last = null;
    Matcher direction = DIRECTION.matcher(text);
    while (direction.find()) {
      last = direction.group();
    }
    return last;
  }
}
