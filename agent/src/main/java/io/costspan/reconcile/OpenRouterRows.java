package io.costspan.reconcile;

import io.costspan.usage.UsageMeter;
import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * OpenRouter's activity: items of {@code GET /api/v1/activity}, which covers completed days in UTC,
 * and the CSV file of the Activity page.
 *
 * <p>Sources: https://openrouter.ai/docs/client-sdks/typescript/models/activityitem for the members
 * and their units (dollars, a day as {@code 2025-08-24}); prompt tokens include cached ones, and
 * completion tokens include reasoning. Not described there, but as seen in exports that others
 * published: the columns {@code Date, Slug, Usage, BYOK Usage, Requests, Prompt Tokens, Completion
 * Tokens, Reasoning Tokens} of the CSV file.
 */
final class OpenRouterRows implements BillRows {
  @Override
  public void read(Fields row, Days days, Bill bill) {
    LocalDate day = days.of(row, "", "date");
    String model = row.need("model", "slug");
    BigDecimal spent = row.count("usage");
    bill.charged(day, model, Measure.ALL, spent, Currencies.DOLLAR, null);
    bill.used(day, model, Measure.ALL_INPUT, row.decimal("prompt_tokens"));
    bill.used(day, model, Measure.of(UsageMeter.OUTPUT_TOKENS), row.decimal("completion_tokens"));
    bill.counted(day, model, row.decimal("requests"));
    BigDecimal elsewhere =
        row.text("byok_usage") == null
            ? row.count("byok_usage_inference")
            : row.count("byok_usage");
    if (elsewhere.signum() != 0) {
      bill.leaveOut("paid to other providers with your own keys", elsewhere, Currencies.DOLLAR);
    }
  }
}
