package io.costspan.importer;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The meaning of the flat keys of LiteLLM's rows. */
final class LitellmKeys {
  /** The older name for the price of cached input. */
  static final String CACHE_HIT = "input_cost_per_token_cache_hit";

  /** Keys that are not prices. */
  static final Predicate<String> FACTS =
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

  /** {@code input_cost_per_token_above_272k_tokens_priority} and similar keys. */
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
          Map.entry("ocr_cost_per_page", LineKey.of("pages")),
          Map.entry("annotation_cost_per_page", LineKey.of("pages", "feature", "annotations")));

  private LitellmKeys() {}

  /**
   * The line whose price a key states, or null if there is none.
   *
   * @param mode of the row, because some keys mean different things
   */
  static @Nullable LineKey key(String name, String mode) {
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
}
