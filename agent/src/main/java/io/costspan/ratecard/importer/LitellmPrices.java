package io.costspan.ratecard.importer;

import io.costspan.json.JsonException;
import io.costspan.json.JsonValue;
import io.costspan.ratecard.importer.ImportReport.Reason;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * LiteLLM's price map: one object per model with one flat key per meter and modifier, in dollars
 * per single unit.
 */
final class LitellmPrices extends PublicTable {
  private static final String NAME = "litellm";
  private static final String CACHE_HIT = "input_cost_per_token_cache_hit";
  private static final String TIERS = "tiered_pricing";
  private static final String OWN_ENTRY = "provider_specific_entry";

  /** Keys that are no prices. */
  private static final Predicate<String> FACTS =
      Globs.of(
          List.of(
              "audio_transcription_config",
              "bedrock_*",
              "comment",
              "deprecation_date",
              "gemini_*",
              "litellm_provider",
              "max_*",
              "metadata",
              "mode",
              "output_vector_size",
              "prompt_cache_min_tokens",
              "provider_specific_entry",
              "regional_processing_uplift_multiplier_*",
              "rpm",
              "source",
              "supported_*",
              "supports_*",
              "tpm",
              "use_openai_responses_path",
              "uses_embed_content"));

  /** {@code input_cost_per_token_above_272k_tokens_priority} and its kin. */
  private static final Pattern KEY =
      Pattern.compile("(.+?)(_above_1hr)?(?:_above_(\\d+)k_tokens)?(?:_(priority|flex|batches))?");

  private static final Map<String, LineKey> KEYS =
      Map.ofEntries(
          Map.entry("input_cost_per_token", LineKey.of("input_tokens")),
          Map.entry("cache_read_input_token_cost", LineKey.of("cached_input_tokens")),
          Map.entry(CACHE_HIT, LineKey.of("cached_input_tokens")),
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
          "tool_calls", BigDecimal.valueOf(1000),
          "audio_seconds", BigDecimal.valueOf(60));

  private final Map<String, JsonValue> rows;
  private final ImportReport report;

  LitellmPrices(JsonValue root, LocalDate date, ImportReport report) {
    super(NAME, date);
    this.rows = root.members();
    this.report = report;
    rows.forEach(
        (id, row) -> {
          if (provider(row) == null) {
            report.add(Reason.NOT_EXPRESSED, "row without litellm_provider", id);
          }
        });
  }

  private static @Nullable String provider(JsonValue row) {
    JsonValue provider = row.isObject() ? row.get("litellm_provider") : null;
    return provider != null && provider.isText() ? provider.text() : null;
  }

  @Override
  Set<String> providers() {
    Set<String> providers = new TreeSet<>();
    rows.values().forEach(row -> Stream.ofNullable(provider(row)).forEach(providers::add));
    return providers;
  }

  @Override
  List<String> providers(Recipe recipe) {
    return recipe.litellm();
  }

  @Override
  SortedMap<String, Draft> drafts(Recipe recipe) {
    SortedMap<String, Draft> drafts = new TreeMap<>();
    rows.forEach(
        (id, row) -> {
          String provider = provider(row);
          if (provider != null && recipe.litellm().contains(provider)) {
            add(id, row, recipe, drafts);
          }
        });
    return drafts;
  }

  private void add(String id, JsonValue row, Recipe recipe, SortedMap<String, Draft> drafts) {
    String name = name(id, recipe.prefixes());
    String why = recipe.whyIgnored(NAME, name, "");
    if (why != null) {
      report.add(Reason.LEFT_OUT, why, id);
      return;
    }
    Draft draft;
    try {
      draft = draft(id, name, row, recipe);
    } catch (JsonException e) {
      report.add(Reason.NOT_EXPRESSED, "row of another shape: " + e.getMessage(), id);
      return;
    }
    if (!draft.hasPrice()) {
      report.add(Reason.NO_PRICE, "zero or nothing for everything", id);
      return;
    }
    Draft other = drafts.putIfAbsent(name, draft);
    if (other != null && !other.toString().equals(draft.toString())) {
      report.add(Reason.SAME_NAME, "another row for the same model has other prices", id);
    }
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

  private Draft draft(String id, String model, JsonValue row, Recipe recipe) {
    Draft draft = new Draft();
    String mode = row.get("mode") == null ? "" : row.need("mode").scalar();
    row.members()
        .forEach(
            (name, value) -> {
              String why = recipe.whyIgnored(NAME, model, name);
              if (FACTS.test(name)) {
                return;
              }
              if (why != null) {
                report.add(Reason.LEFT_OUT, why, id + " " + name);
              } else if (!add(name, value, mode, draft)) {
                report.add(Reason.NOT_EXPRESSED, name, id);
              }
            });
    draft.removeRedundant();
    Tiers.foldIntoFactors(draft);
    addFactors(row, draft, id);
    return draft;
  }

  /** Whether the member could be said as a line of a card. */
  private static boolean add(String name, JsonValue value, String mode, Draft draft) {
    if (name.equals(TIERS)) {
      return addTiers(value, mode, draft);
    }
    LineKey key = key(name, mode);
    if (key == null || !value.isNumber()) {
      return false;
    }
    if (!name.equals(CACHE_HIT) || draft.get(key) == null) {
      draft.put(key, value.decimal().multiply(units(key.meter())));
    }
    return true;
  }

  /** Prices by the length of the whole input; the first range starts at 0. */
  private static boolean addTiers(JsonValue tiers, String mode, Draft draft) {
    boolean all = true;
    for (JsonValue tier : tiers.items()) {
      JsonValue range = tier.get("range");
      if (range == null) {
        return false;
      }
      String start = Draft.plain(range.items().get(0).decimal()).toPlainString();
      for (Map.Entry<String, JsonValue> member : tier.members().entrySet()) {
        LineKey key = key(member.getKey(), mode);
        if (key != null) {
          LineKey line = start.equals("0") ? key : key.with("context", ">" + start);
          draft.put(line, member.getValue().decimal().multiply(units(key.meter())));
        } else {
          all &= member.getKey().equals("range");
        }
      }
    }
    return all;
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

  /** Of the multipliers by region all rows have the same for eu and us. */
  private void addFactors(JsonValue row, Draft draft, String id) {
    factor(row.get("regional_processing_uplift_multiplier_eu"), "geo", List.of("eu", "us"), draft);
    JsonValue own = row.get(OWN_ENTRY);
    if (own != null && own.isObject()) {
      factor(own.get("us"), "inference_geo", List.of("us"), draft);
      factor(own.get("fast"), "speed", List.of("fast"), draft);
      own.members().keySet().stream()
          .filter(FACTS.or(List.of("us", "fast")::contains).negate())
          .forEach(word -> report.add(Reason.NOT_EXPRESSED, OWN_ENTRY + "." + word, id));
    }
  }

  private static void factor(
      @Nullable JsonValue by, String word, List<String> values, Draft draft) {
    if (by != null) {
      draft.factors.add(new Draft.FactorLine(Draft.plain(by.decimal()), word, values));
    }
  }
}
