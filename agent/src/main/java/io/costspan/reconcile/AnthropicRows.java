package io.costspan.reconcile;

import static io.costspan.usage.UsageMeter.CACHED_INPUT_TOKENS;
import static io.costspan.usage.UsageMeter.CACHE_WRITE_TOKENS;
import static io.costspan.usage.UsageMeter.INPUT_TOKENS;
import static io.costspan.usage.UsageMeter.OUTPUT_TOKENS;
import static io.costspan.usage.UsageMeter.TOOL_CALLS;

import io.costspan.usage.UsageMeter;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Anthropic's usage and costs: buckets of {@code GET /v1/organizations/usage_report/messages} and
 * {@code /v1/organizations/cost_report}, and the CSV files that the Console exports.
 *
 * <p>Sources: https://platform.claude.com/docs/en/api/admin/usage_report and
 * https://platform.claude.com/docs/en/api/admin/cost_report for the members, among them that an
 * amount is in the lowest unit of its currency, in cents, and that costs of the priority tier are
 * not in it. Not described there, but as seen in exports that others published: the columns of the
 * CSV files, whose costs are in dollars and whose models have display names such as {@code Claude
 * Haiku 4.5}.
 */
final class AnthropicRows implements BillRows {
  private static final String CENT = "0.01";

  /** Units by member or column; all of them are disjoint. */
  private static final Map<String, UsageMeter> COUNTS = new LinkedHashMap<>();

  /** What is charged, by token type of the API or the Console. */
  private static final Map<String, UsageMeter> CHARGED = new LinkedHashMap<>();

  static {
    COUNTS.put("uncached_input_tokens", INPUT_TOKENS);
    COUNTS.put("cache_read_input_tokens", CACHED_INPUT_TOKENS);
    COUNTS.put("cache_creation.ephemeral_5m_input_tokens", CACHE_WRITE_TOKENS);
    COUNTS.put("cache_creation.ephemeral_1h_input_tokens", CACHE_WRITE_TOKENS);
    COUNTS.put("output_tokens", OUTPUT_TOKENS);
    COUNTS.put("server_tool_use.web_search_requests", TOOL_CALLS);
    CHARGED.putAll(COUNTS);
    COUNTS.put("usage_input_tokens_no_cache", INPUT_TOKENS);
    COUNTS.put("usage_input_tokens_cache_read", CACHED_INPUT_TOKENS);
    COUNTS.put("usage_input_tokens_cache_write", CACHE_WRITE_TOKENS);
    COUNTS.put("usage_input_tokens_cache_write_5m", CACHE_WRITE_TOKENS);
    COUNTS.put("usage_input_tokens_cache_write_1h", CACHE_WRITE_TOKENS);
    COUNTS.put("usage_output_tokens", OUTPUT_TOKENS);
    COUNTS.put("web_search_count", TOOL_CALLS);
    CHARGED.put("input_no_cache", INPUT_TOKENS);
    CHARGED.put("input_cache_read", CACHED_INPUT_TOKENS);
    CHARGED.put("input_cache_write_5m", CACHE_WRITE_TOKENS);
    CHARGED.put("input_cache_write_1h", CACHE_WRITE_TOKENS);
    CHARGED.put("output", OUTPUT_TOKENS);
    CHARGED.put("web_search", TOOL_CALLS);
  }

  @Override
  public void read(Fields row, Days days, Bill bill) {
    LocalDate day = days.of(row, "ending_at", "starting_at", "usage_date_utc");
    bill.covers(day);
    String model = row.text("model", "model_version");
    BigDecimal cents = row.decimal("amount");
    BigDecimal dollars = row.decimal("cost_usd");
    if (cents != null) {
      BigDecimal amount = cents.multiply(new BigDecimal(CENT));
      String currency = Currencies.code(row.need("currency"));
      bill.charged(day, model, measure(row), amount, currency, null);
    } else if (dollars != null) {
      bill.charged(day, model, measure(row), dollars, Currencies.DOLLAR, null);
    } else {
      COUNTS.forEach((name, meter) -> bill.used(day, model, Measure.of(meter), row.decimal(name)));
    }
  }

  private static Measure measure(Fields row) {
    String token = row.text("token_type");
    String type = row.text("cost_type");
    String what = token == null ? type : token;
    if (what == null) {
      return Measure.ALL;
    }
    UsageMeter meter = CHARGED.get(what);
    return meter == null ? Measure.other(what) : Measure.of(meter);
  }
}
