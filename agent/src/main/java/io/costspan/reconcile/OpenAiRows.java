package io.costspan.reconcile;

import static io.costspan.usage.UsageMeter.AUDIO_SECONDS;
import static io.costspan.usage.UsageMeter.CACHED_INPUT_TOKENS;
import static io.costspan.usage.UsageMeter.CACHE_WRITE_TOKENS;
import static io.costspan.usage.UsageMeter.CHARACTERS;
import static io.costspan.usage.UsageMeter.IMAGES;
import static io.costspan.usage.UsageMeter.INPUT_TOKENS;
import static io.costspan.usage.UsageMeter.OUTPUT_TOKENS;
import static io.costspan.usage.UsageMeter.TOOL_CALLS;

import io.costspan.usage.UsageMeter;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * OpenAI's usage and costs: buckets of {@code GET /v1/organization/usage/...} and {@code
 * /v1/organization/costs}, and the CSV files that the dashboard exports, which have the same names.
 *
 * <p>Sources: {@code openapi.json} 2.3.0 of github.com/openai/openai-openapi, schemas {@code
 * UsageTimeBucket}, {@code Usage*Result} and {@code CostsResult}, for the members and what they
 * include; https://platform.openai.com/docs/api-reference/usage. Not in them, but as seen in
 * exports that others published: the CSV files' columns, and line items such as {@code
 * gpt-4o-mini-2024-07-18, cached input}, {@code gpt-audio-mini-2025-12-15 audio, input}, {@code
 * evals | gpt-4o-mini-2024-07-18, input} and {@code web search tool calls}.
 */
final class OpenAiRows implements BillRows {
  private static final Map<String, UsageMeter> COUNTS =
      Map.of(
          "images", IMAGES,
          "characters", CHARACTERS,
          "seconds", AUDIO_SECONDS,
          "num_sessions", TOOL_CALLS,
          "num_requests", TOOL_CALLS);

  private static final Map<String, UsageMeter> ITEMS =
      Map.of(
          "input", INPUT_TOKENS,
          "cached input", CACHED_INPUT_TOKENS,
          "cache write", CACHE_WRITE_TOKENS,
          "output", OUTPUT_TOKENS);

  private static final Pattern ITEM =
      Pattern.compile("(?:.*\\| ?)?([^|,]+?)(?: (?:audio|text|image))?, ([^,]+)");

  @Override
  public void read(Fields row, Days days, Bill bill) {
    LocalDate day = days.of(row, "end_time", "start_time");
    bill.covers(day);
    BigDecimal amount = row.decimal("amount.value");
    if (amount == null) {
      readUsage(row, day, bill);
    } else {
      readCosts(row, day, amount, bill);
    }
  }

  private static void readUsage(Fields row, LocalDate day, Bill bill) {
    String model = row.text("model");
    if (isModeration(row, model)) {
      bill.leaveOut("moderation, which is free", null, null);
      return;
    }
    BigDecimal cached = row.count("input_cached_tokens");
    BigDecimal written = row.count("input_cache_write_tokens");
    BigDecimal fresh = row.count("input_tokens").subtract(cached).subtract(written);
    bill.used(day, model, Measure.of(INPUT_TOKENS), fresh);
    bill.used(day, model, Measure.of(CACHED_INPUT_TOKENS), cached);
    bill.used(day, model, Measure.of(CACHE_WRITE_TOKENS), written);
    bill.used(day, model, Measure.of(OUTPUT_TOKENS), row.decimal("output_tokens"));
    COUNTS.forEach((name, meter) -> bill.used(day, model, Measure.of(meter), row.decimal(name)));
    bill.used(day, null, Measure.other("vector store bytes"), row.decimal("usage_bytes"));
    if (row.text("num_requests") == null) {
      bill.counted(day, model, row.decimal("num_model_requests"));
    }
  }

  private static boolean isModeration(Fields row, @Nullable String model) {
    String kind = row.text("object");
    return (kind != null && kind.contains("moderations"))
        || (model != null && model.contains("moderation"));
  }

  private static void readCosts(Fields row, LocalDate day, BigDecimal amount, Bill bill) {
    String currency = Currencies.code(row.need("amount.currency"));
    String item = row.text("line_item");
    Matcher parts = ITEM.matcher(item == null ? "" : item);
    BigDecimal units = quantity(row);
    if (item == null) {
      bill.charged(day, null, Measure.ALL, amount, currency, null);
    } else if (parts.matches()) {
      UsageMeter meter = ITEMS.get(parts.group(2));
      Measure measure = meter == null ? Measure.other(parts.group(2)) : Measure.of(meter);
      bill.charged(day, parts.group(1), measure, amount, currency, units);
    } else {
      boolean tools = item.contains("tool calls") || item.contains("code interpreter");
      Measure measure = tools ? Measure.of(TOOL_CALLS) : Measure.other(item);
      bill.charged(day, null, measure, amount, currency, units);
    }
  }

  private static @Nullable BigDecimal quantity(Fields row) {
    BigDecimal size = Units.size(row.text("quantity_unit"));
    BigDecimal quantity = row.decimal("quantity");
    return size == null || quantity == null ? null : quantity.multiply(size);
  }
}
