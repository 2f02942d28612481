package io.costspan.importer;

import io.costspan.importer.ImportReport.Reason;
import io.costspan.json.JsonValue;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Predicate;

/**
 * The response to OpenRouter's {@code GET /api/v1/models}: a list of models, with dollars per
 * single token, request or search as strings.
 */
final class OpenRouterPrices extends HouseTable {
  private static final String NAME = "openrouter";

  private static final Map<String, LineKey> KEYS =
      Map.of(
          "prompt", LineKey.of("input_tokens"),
          "completion", LineKey.of("output_tokens"),
          "input_cache_read", LineKey.of("cached_input_tokens"),
          "input_cache_write", LineKey.of("cache_write_tokens"),
          "internal_reasoning", LineKey.of("output_tokens", "kind", "reasoning"),
          "audio", LineKey.of("input_tokens", "modality", "audio"),
          "request", LineKey.of("requests"),
          "web_search", LineKey.of("tool_calls", "tool", "web_search"));

  /** Keys that describe a model and are not prices. */
  private static final Predicate<String> FACTS =
      Globs.of(
          List.of(
              "id",
              "canonical_slug",
              "hugging_face_id",
              "name",
              "created",
              "description",
              "context_length",
              "architecture",
              "pricing",
              "top_provider",
              "per_request_limits",
              "supported_*",
              "default_parameters",
              "expiration_date"));

  OpenRouterPrices(JsonValue root, LocalDate date, ImportReport report) {
    super(NAME, root, date, report);
  }

  @Override
  void addAll(JsonValue root, SortedMap<String, Draft> drafts) {
    for (JsonValue model : root.need("data").items()) {
      String id = model.need("id").text();
      addRow(id, () -> add(id, model, drafts));
    }
  }

  private void add(String id, JsonValue model, SortedMap<String, Draft> drafts) {
    reportUnknown(model, FACTS, id);
    Draft draft = new Draft();
    for (Map.Entry<String, JsonValue> price : model.need("pricing").members().entrySet()) {
      if (price.getKey().equals("overrides")) {
        price.getValue().items().forEach(tier -> addTier(tier, draft, id));
      } else if (!add(price.getKey(), price.getValue(), "", draft)) {
        report.add(Reason.NOT_EXPRESSED, "pricing." + price.getKey(), id);
      }
    }
    if (draft.hasPrice() || isFree(id)) {
      drafts.put(id.toLowerCase(Locale.ROOT), draft);
    } else {
      report.add(Reason.NO_PRICE, "all prices are zero, or those of the model that is chosen", id);
    }
  }

  /** Adds the prices of long prompts; a price that a tier does not name is unchanged. */
  private void addTier(JsonValue tier, Draft draft, String id) {
    JsonValue start = tier.get("min_prompt_tokens");
    tier.members()
        .forEach(
            (name, price) -> {
              boolean expressed = start != null && price == start;
              if (!expressed
                  && (start == null || !add(name, price, ">=" + start.scalar(), draft))) {
                report.add(Reason.NOT_EXPRESSED, "pricing.overrides." + name, id);
              }
            });
  }

  /**
   * Whether the price could be expressed as a line. Zero means free for tokens, but otherwise that
   * something is not billed separately; a negative price is not known beforehand.
   */
  private static boolean add(String name, JsonValue price, String context, Draft draft) {
    BigDecimal rate = price.isText() || price.isNumber() ? price.decimal() : null;
    boolean tokens = name.equals("prompt") || name.equals("completion");
    if (rate == null || rate.signum() == 0 && !tokens) {
      return rate != null;
    }
    LineKey key = KEYS.get(name);
    if (key == null) {
      return false;
    }
    if (rate.signum() >= 0) {
      LineKey line = context.isEmpty() ? key : key.with("context", context);
      draft.put(line, rate.multiply(Units.of(key.meter())));
    }
    return true;
  }
}
