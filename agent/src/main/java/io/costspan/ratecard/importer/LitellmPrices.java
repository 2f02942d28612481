package io.costspan.ratecard.importer;

import io.costspan.json.JsonValue;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * LiteLLM's price map: one object per model with one flat key per meter and modifier, in dollars
 * per single unit.
 */
final class LitellmPrices {
  /** {@code input_cost_per_token_above_272k_tokens_priority} and its kin. */
  private static final Pattern KEY =
      Pattern.compile("(.+?)(_above_1hr)?(?:_above_(\\d+)k_tokens)?(?:_(priority|flex|batches))?");

  private static final Map<String, LineKey> KEYS =
      Map.ofEntries(
          Map.entry("input_cost_per_token", LineKey.of("input_tokens")),
          Map.entry("cache_read_input_token_cost", LineKey.of("cached_input_tokens")),
          Map.entry("cache_creation_input_token_cost", LineKey.of("cache_write_tokens")),
          Map.entry("output_cost_per_token", LineKey.of("output_tokens")),
          Map.entry(
              "output_cost_per_reasoning_token", LineKey.of("output_tokens", "kind", "reasoning")),
          Map.entry("citation_cost_per_token", LineKey.of("output_tokens", "kind", "citation")),
          Map.entry("input_cost_per_audio_token", LineKey.of("input_tokens", "modality", "audio")),
          Map.entry("input_cost_per_image_token", LineKey.of("input_tokens", "modality", "image")),
          Map.entry(
              "cache_read_input_audio_token_cost",
              LineKey.of("cached_input_tokens", "modality", "audio")),
          Map.entry(
              "output_cost_per_audio_token", LineKey.of("output_tokens", "modality", "audio")),
          Map.entry(
              "output_cost_per_image_token", LineKey.of("output_tokens", "modality", "image")),
          Map.entry(
              "output_cost_per_video_token", LineKey.of("output_tokens", "modality", "video")),
          Map.entry("output_cost_per_video_per_second", LineKey.of("video_seconds")),
          Map.entry("input_cost_per_character", LineKey.of("characters")),
          Map.entry("input_cost_per_request", LineKey.of("requests")),
          Map.entry("output_cost_per_image", LineKey.of("images")),
          Map.entry("ocr_cost_per_page", LineKey.of("pages")));

  private static final Map<String, BigDecimal> UNITS_PER_RATE =
      Map.of(
          "characters", BigDecimal.valueOf(1_000_000),
          "requests", BigDecimal.valueOf(1000),
          "queries", BigDecimal.valueOf(1000),
          "search_units", BigDecimal.valueOf(1000),
          "pages", BigDecimal.valueOf(1000),
          "audio_seconds", BigDecimal.valueOf(60));

  private LitellmPrices() {}

  /** Drafts by model name without prefix, of the models that the recipe speaks of. */
  static SortedMap<String, Draft> read(JsonValue root, Recipe recipe) {
    SortedMap<String, Draft> drafts = new TreeMap<>();
    root.members()
        .forEach(
            (id, json) -> {
              String name = name(id, recipe.prefixes());
              if (recipe.isServedBy(json.textOf("litellm_provider"))) {
                Draft draft = draft(name, json, recipe);
                if (draft.hasPrice()) {
                  drafts.putIfAbsent(name, draft);
                }
              }
            });
    return drafts;
  }

  private static String name(String id, List<String> prefixes) {
    String name = id.toLowerCase(Locale.ROOT);
    for (String prefix : prefixes) {
      if (name.startsWith(prefix)) {
        return name.substring(prefix.length());
      }
    }
    return name;
  }

  private static Draft draft(String model, JsonValue json, Recipe recipe) {
    Draft draft = new Draft();
    String mode = json.get("mode") == null ? "" : json.need("mode").scalar();
    json.members()
        .forEach(
            (name, value) -> {
              LineKey key = key(name, mode);
              if (key != null && !recipe.ignores("litellm", model, name)) {
                draft.put(key, value.decimal().multiply(units(key.meter())));
              }
            });
    draft.removeRedundant();
    Tiers.foldIntoFactors(draft);
    addFactors(json, draft);
    return draft;
  }

  private static @Nullable LineKey key(String name, String mode) {
    Matcher parts = KEY.matcher(name);
    LineKey key = parts.matches() ? plainKey(parts.group(1), mode) : null;
    if (key == null) {
      return null;
    }
    if (parts.group(2) != null) {
      key = key.with("ttl", "1h");
    }
    if (parts.group(3) != null) {
      key = key.with("context", ">" + parts.group(3) + "000");
    }
    String tier = parts.group(4);
    return tier == null ? key : key.with("service_tier", tier.equals("batches") ? "batch" : tier);
  }

  private static @Nullable LineKey plainKey(String name, String mode) {
    return switch (name) {
      case "input_cost_per_second" ->
          mode.equals("audio_transcription") ? LineKey.of("audio_seconds") : null;
      case "output_cost_per_second" ->
          mode.equals("video_generation") ? LineKey.of("video_seconds") : null;
      case "input_cost_per_image" -> mode.equals("image_generation") ? LineKey.of("images") : null;
      case "input_cost_per_query" ->
          LineKey.of(mode.equals("rerank") ? "search_units" : "requests");
      default -> KEYS.get(name);
    };
  }

  private static BigDecimal units(String meter) {
    return meter.endsWith("_tokens")
        ? BigDecimal.valueOf(1_000_000)
        : UNITS_PER_RATE.getOrDefault(meter, BigDecimal.ONE);
  }

  /**
   * Units of the meter that rates of these drafts are for; null where the card's default says it.
   */
  static @Nullable String per(String meter) {
    BigDecimal units = UNITS_PER_RATE.get(meter);
    return units == null ? null : units.toPlainString();
  }

  private static void addFactors(JsonValue json, Draft draft) {
    JsonValue eu = json.get("regional_processing_uplift_multiplier_eu");
    if (eu != null) {
      factor(eu, "geo", List.of("eu", "us"), draft);
    }
    JsonValue own = json.get("provider_specific_entry");
    if (own != null && own.isObject()) {
      factor(own.get("us"), "inference_geo", List.of("us"), draft);
      factor(own.get("fast"), "speed", List.of("fast"), draft);
    }
  }

  private static void factor(
      @Nullable JsonValue by, String word, List<String> values, Draft draft) {
    if (by != null) {
      draft.factors.add(new Draft.FactorLine(Draft.plain(by.decimal()), word, values));
    }
  }
}
