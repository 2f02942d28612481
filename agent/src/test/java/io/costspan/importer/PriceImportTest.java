package io.costspan.importer;

import static io.costspan.rating.Call.call;
import static io.costspan.usage.UsageMeter.AUDIO_SECONDS;
import static io.costspan.usage.UsageMeter.BILLABLE_UNITS;
import static io.costspan.usage.UsageMeter.CACHED_INPUT_TOKENS;
import static io.costspan.usage.UsageMeter.CACHE_WRITE_TOKENS;
import static io.costspan.usage.UsageMeter.CHARACTERS;
import static io.costspan.usage.UsageMeter.COMPUTE_SECONDS;
import static io.costspan.usage.UsageMeter.IMAGES;
import static io.costspan.usage.UsageMeter.INPUT_TOKENS;
import static io.costspan.usage.UsageMeter.OUTPUT_TOKENS;
import static io.costspan.usage.UsageMeter.PAGES;
import static io.costspan.usage.UsageMeter.REQUESTS;
import static io.costspan.usage.UsageMeter.SEARCH_UNITS;
import static io.costspan.usage.UsageMeter.TOOL_CALLS;
import static io.costspan.usage.UsageMeter.VIDEO_SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.costspan.importer.ImportReport.Reason;
import io.costspan.importer.PriceImport.Format;
import io.costspan.json.CatalogFiles;
import io.costspan.json.JsonException;
import io.costspan.ratecard.PriceCheck;
import io.costspan.ratecard.PriceTables;
import io.costspan.ratecard.Vocabulary;
import io.costspan.rating.Call;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows as the tables have them, and what calls cost by them, worked out by hand. */
class PriceImportTest {
  private static final Vocabulary VOCABULARY = new Vocabulary(Map.of(), Map.of());

  @TempDir Path folder;

  private PriceImport imported;
  private Path prices;

  @Test
  void litellm_tokens_cachedTokensAndTiers() throws IOException {
    run(
        Format.LITELLM,
        """
        {"gpt-4o": {"litellm_provider": "openai", "mode": "chat", "max_tokens": 16384, "supports_vision": true,
          "input_cost_per_token": 2.5e-06, "cache_read_input_token_cost": 1.25e-06, "output_cost_per_token": 1e-05,
          "input_cost_per_token_priority": 4.25e-06, "cache_read_input_token_cost_priority": 2.125e-06,
          "output_cost_per_token_priority": 1.7e-05}}""");
    Call call =
        call("openai", "gpt-4o")
            .used(INPUT_TOKENS, 1000)
            .used(CACHED_INPUT_TOKENS, 500)
            .used(OUTPUT_TOKENS, 100);
    // 0.0025 + 0.000625 + 0.001
    assertAmount(call, "0.004125");
    // 0.00425 + 0.0010625 + 0.0017
    assertAmount(call.with("service_tier", "priority"), "0.0070125");
    assertThat(imported.report().entries()).isEmpty();
    assertThat(call.rate(PriceTables.of(List.of(prices))).priceId())
        .isEqualTo("litellm/openai/gpt-4o");
  }

  @Test
  void litellm_tiersByTheLengthOfTheInput() throws IOException {
    run(
        Format.LITELLM,
        """
        {"dashscope/qwen-x": {"litellm_provider": "dashscope", "mode": "chat", "tiered_pricing": [
          {"input_cost_per_token": 1e-06, "output_cost_per_token": 5e-06, "range": [0, 32000.0]},
          {"input_cost_per_token": 1.8e-06, "output_cost_per_token": 9e-06, "range": [32000.0, 128000.0]},
          {"input_cost_per_token": 3e-06, "output_cost_per_token": 1.5e-05, "range": [128000.0, 256000.0]}]}}""");
    // 32,000 x 1 + 1000 x 5; 32,001 x 1.8 + 1000 x 9; 128,001 x 3 + 1000 x 15, all per million
    assertAmount(qwen(32_000), "0.037");
    assertAmount(qwen(32_001), "0.0666018");
    assertAmount(qwen(128_001), "0.399003");
  }

  private static Call qwen(int input) {
    return call("alibaba", "qwen-x").used(INPUT_TOKENS, input).used(OUTPUT_TOKENS, 1000);
  }

  @Test
  void litellm_whatIsNoToken() throws IOException {
    run(
        Format.LITELLM,
        """
        {"nobody/image": {"litellm_provider": "nobody", "mode": "image_generation", "output_cost_per_image": 0.04},
         "nobody/video": {"litellm_provider": "nobody", "mode": "video_generation", "output_cost_per_second": 0.1},
         "nobody/speech": {"litellm_provider": "nobody", "mode": "audio_speech", "input_cost_per_character": 1.5e-05},
         "nobody/ears": {"litellm_provider": "nobody", "mode": "audio_transcription", "input_cost_per_second": 0.0001},
         "nobody/ocr": {"litellm_provider": "nobody", "mode": "ocr", "ocr_cost_per_page": 0.004},
         "nobody/rerank": {"litellm_provider": "nobody", "mode": "rerank", "input_cost_per_query": 0.002},
         "nobody/search": {"litellm_provider": "nobody", "mode": "search", "input_cost_per_query": 0.005}}""");
    assertAmount(call("nobody", "image").used(IMAGES, 2), "0.08");
    assertAmount(call("nobody", "video").used(VIDEO_SECONDS, 5), "0.5");
    assertAmount(call("nobody", "speech").used(CHARACTERS, 412), "0.00618");
    assertAmount(call("nobody", "ears").used(AUDIO_SECONDS, 62), "0.0062");
    assertAmount(call("nobody", "ocr").used(PAGES, 3), "0.012");
    assertAmount(call("nobody", "rerank").used(SEARCH_UNITS, 3), "0.006");
    assertAmount(call("nobody", "search").used(REQUESTS, 1), "0.005");
  }

  @Test
  void litellm_providerThatNoRecipeSpeaksOf_keepsItsName() throws IOException {
    run(
        Format.LITELLM,
        """
        {"nobody/m-1": {"litellm_provider": "nobody", "mode": "embedding", "input_cost_per_token": 1e-08}}""");
    assertAmount(call("nobody", "m-1").used(INPUT_TOKENS, 1_000_000), "0.01");
    assertThat(imported.report().entries())
        .extracting(ImportReport.Entry::toString)
        .containsExactly("unknown provider: nobody (1: litellm/nobody/m-1)");
  }

  @Test
  void litellm_otherNameOfAProvider_isTheProvider() throws IOException {
    run(
        Format.LITELLM,
        """
        {"fal_ai/fal-ai/nano": {"litellm_provider": "fal_ai", "mode": "image_generation", "output_cost_per_image": 0.039},
         "stability/erase": {"litellm_provider": "stability", "mode": "image_edit", "output_cost_per_image": 0.005},
         "assemblyai/best": {"litellm_provider": "assemblyai", "mode": "audio_transcription",
           "input_cost_per_second": 3.333e-05, "output_cost_per_second": 0.0},
         "you_com/search": {"litellm_provider": "you_com", "mode": "search", "input_cost_per_query": 0.0}}""");
    assertAmount(call("fal", "fal-ai/nano").used(IMAGES, 2), "0.078");
    assertThat(imported.size()).isEqualTo(1);
    assertThat(leftOut(Reason.LEFT_OUT))
        .containsExactlyInAnyOrder("stability/erase", "assemblyai/best", "you_com/search");
  }

  @Test
  void rowsThatAreRightByNow_areTaken() throws IOException {
    run(
        Format.GENAI_PRICES,
        """
        [{"id": "mistral", "models": [
           {"id": "mistral-medium-3-5", "match": {"equals": "mistral-medium-3-5"}, "prices": {"input_mtok": 1.5, "output_mtok": 7.5}},
           {"id": "mistral-medium", "match": {"equals": "mistral-medium-2604"}, "prices": {"input_mtok": 0.4, "output_mtok": 2}},
           {"id": "ministral-8b-2512", "match": {"equals": "ministral-8b-2512"}, "prices": {"input_mtok": 0.15, "output_mtok": 0.15}},
           {"id": "ministral-8b", "match": {"equals": "ministral-8b-latest"}, "prices": {"input_mtok": 0.1, "output_mtok": 1}}]},
         {"id": "openai", "models": [
           {"id": "gpt-4o-2024-05-13", "match": {"equals": "gpt-4o-2024-05-13"}, "prices": {"input_mtok": 5, "output_mtok": 15}}]}]""");
    assertAmount(call("mistral_ai", "mistral-medium-3-5").used(OUTPUT_TOKENS, 1000), "0.0075");
    assertAmount(call("mistral_ai", "ministral-8b-2512").used(OUTPUT_TOKENS, 1000), "0.00015");
    assertAmount(call("openai", "gpt-4o-2024-05-13").used(OUTPUT_TOKENS, 1000), "0.015");
    assertThat(leftOut(Reason.LEFT_OUT)).contains("mistral-medium-2604", "ministral-8b-latest");
  }

  @Test
  void searchModel_hasOneLineForItsSearches() throws IOException {
    run(
        Format.GENAI_PRICES,
        """
        [{"id": "openai", "models": [
           {"id": "gpt-4o-mini-search-preview", "match": {"equals": "gpt-4o-mini-search-preview"},
            "prices": {"input_mtok": 0.15, "output_mtok": 0.6, "web_searches_kcount": 27.5}},
           {"id": "gpt-4.1", "match": {"equals": "gpt-4.1"},
            "prices": {"input_mtok": 2, "output_mtok": 8, "web_searches_kcount": 10, "storage_searches_kcount": 2.5}}]}]""");
    assertAmount(
        call("openai", "gpt-4o-mini-search-preview").used(TOOL_CALLS, 1, "tool", "web_search"),
        "0.0275");
    assertAmount(call("openai", "gpt-4.1").used(TOOL_CALLS, 1, "tool", "web_search"), "0.01");
    assertAmount(call("openai", "gpt-4.1").used(TOOL_CALLS, 1, "tool", "file_search"), "0.0025");
    assertThat(Files.readString(prices)).doesNotContain("\"tool\": \"web_search\"}");
  }

  @Test
  void modelsDev_perMillion_inTiers() throws IOException {
    run(
        Format.MODELS_DEV,
        """
        {"mistral": {"id": "mistral", "models": {
           "m-1": {"id": "m-1", "cost": {"input": 2, "output": 8, "cache_read": 0.2,
              "tiers": [{"input": 4, "output": 12, "cache_read": 0.4, "tier": {"type": "context", "size": 272000}}],
              "context_over_200k": {"input": 40, "output": 120}}},
           "m-2": {"id": "m-2", "cost": {"input": 1, "output": 2, "reasoning": 3, "context_over_200k": {"input": 2, "output": 4}}},
           "m-3": {"id": "m-3", "cost": {"input": 1, "output": 2, "tiers": [{"input": 2, "tier": {"type": "day", "size": 1}}], "per_call": 1}},
           "free": {"id": "free", "cost": {"input": 0, "output": 0}},
           "silent": {"id": "silent"},
           "shapeless": 1}},
         "fireworks-ai": {"models": {"accounts/fireworks/models/f": {"cost": {"input": 1, "output": 2}}}}}""");
    assertAmount(call("mistral_ai", "m-1").used(INPUT_TOKENS, 272_000), "0.544");
    assertAmount(call("mistral_ai", "m-1").used(INPUT_TOKENS, 272_001), "1.088004");
    assertAmount(call("mistral_ai", "m-2").used(INPUT_TOKENS, 200_001), "0.400002");
    assertAmount(call("mistral_ai", "m-2").used(OUTPUT_TOKENS, 1000, "kind", "reasoning"), "0.003");
    assertAmount(
        call("fireworks", "accounts/fireworks/models/f").used(CACHED_INPUT_TOKENS, 1000), "0.0005");
    assertThat(leftOut(Reason.NO_PRICE))
        .containsExactlyInAnyOrder("mistral/free", "mistral/silent");
    assertThat(leftOut(Reason.NOT_EXPRESSED))
        .containsExactlyInAnyOrder("mistral/m-3", "mistral/m-3", "mistral/shapeless");
  }

  @Test
  void piAi_perMillion_zeroCachePricesAreUntold() throws IOException {
    run(
        Format.PI_AI,
        """
        [{"provider": "mistral", "api": "mistral-conversations", "id": "m-1", "baseUrl": "https://x",
          "cost": {"input": 2, "output": 8, "cacheRead": 0, "cacheWrite": 0,
            "tiers": [{"inputTokensAbove": 271999, "input": 4, "output": 12, "cacheRead": 0, "cacheWrite": 0}]}},
         {"provider": "mistral", "id": "free", "cost": {"input": 0, "output": 0, "cacheRead": 0, "cacheWrite": 0}},
         {"provider": "mistral", "id": "other", "cost": {"input": 1, "output": 0, "perCall": 1}},
         {"provider": "mistral", "id": "shapeless", "cost": 1},
         {"id": "nobody's"}]""");
    Call call = call("mistral_ai", "m-1").used(INPUT_TOKENS, 1000).used(CACHED_INPUT_TOKENS, 1000);
    assertAmount(call, "0.0022"); // 10 % for cached ones, as Mistral says
    assertAmount(
        call("mistral_ai", "m-1").used(INPUT_TOKENS, 272_001).used(OUTPUT_TOKENS, 1000),
        "1.100004");
    assertThat(leftOut(Reason.NO_PRICE)).containsExactly("free");
    assertThat(leftOut(Reason.NOT_EXPRESSED)).containsExactlyInAnyOrder("other", "shapeless");
  }

  @Test
  void litellm_knownErrors_areLeftOutAndNamed() throws IOException {
    run(
        Format.LITELLM,
        """
        {"gpt-5-nano": {"litellm_provider": "openai", "mode": "chat", "input_cost_per_token": 5e-08,
           "input_cost_per_token_priority": 2.5e-06, "output_cost_per_token": 4e-07},
         "whisper-1": {"litellm_provider": "openai", "mode": "audio_transcription", "input_cost_per_second": 0.0001,
           "output_cost_per_second": 0.0001},
         "claude-3-haiku-20240307": {"litellm_provider": "anthropic", "mode": "chat", "input_cost_per_token": 2.5e-07,
           "cache_creation_input_token_cost": 3e-07, "cache_creation_input_token_cost_above_1hr": 6e-06,
           "output_cost_per_token": 1.25e-06},
         "eu.anthropic.claude-3-5-haiku-20241022-v1:0": {"litellm_provider": "bedrock", "mode": "chat",
           "input_cost_per_token": 2.5e-07, "output_cost_per_token": 1.25e-06},
         "fireworks_ai/accounts/fireworks/models/flux-1-dev": {"litellm_provider": "fireworks_ai",
           "mode": "image_generation", "input_cost_per_token": 5e-10, "output_cost_per_token": 5e-10}}""");
    assertThat(leftOut(Reason.LEFT_OUT))
        .containsExactlyInAnyOrder(
            "gpt-5-nano input_cost_per_token_priority",
            "whisper-1 output_cost_per_second",
            "claude-3-haiku-20240307 cache_creation_input_token_cost_above_1hr",
            "eu.anthropic.claude-3-5-haiku-20241022-v1:0",
            "fireworks_ai/accounts/fireworks/models/flux-1-dev");
    assertAmount(call("openai", "whisper-1").used(AUDIO_SECONDS, 60), "0.006");
    assertAmount(
        call("anthropic", "claude-3-haiku-20240307").used(CACHE_WRITE_TOKENS, 1000, "ttl", "5m"),
        "0.0003");
  }

  @Test
  void litellm_whatHasNoWords_isCountedAndNamed() throws IOException {
    run(
        Format.LITELLM,
        """
        {"openai/a": {"litellm_provider": "openai", "input_cost_per_token": 1e-06, "output_cost_per_smell": 1},
         "openai/b": {"litellm_provider": "openai", "input_cost_per_token": 1e-06, "output_cost_per_smell": 2},
         "openai/c": {"litellm_provider": "openai", "input_cost_per_token": "cheap"},
         "openai/d": {"litellm_provider": "openai", "input_cost_per_token": 1e-06, "tiered_pricing": [{"steps": 1}]},
         "openai/e": {"litellm_provider": "openai", "input_cost_per_token": 0},
         "openai/f": {"mode": "chat"},
         "f": 1}""");
    assertThat(imported.report().entries())
        .extracting(ImportReport.Entry::toString)
        .containsExactly(
            "not expressed: input_cost_per_token (1: openai/c)",
            "not expressed: output_cost_per_smell (2: openai/a, openai/b)",
            "not expressed: row without litellm_provider (2: f, openai/f)",
            "not expressed: tiered_pricing (1: openai/d)",
            "no price: all prices are zero or missing (2: openai/c, openai/e)");
  }

  @Test
  void cardThatWouldNotPassTheCheck_isRefused() throws IOException {
    run(
        Format.LITELLM,
        """
        {"a": {"litellm_provider": "nobody", "input_cost_per_token": 1e-06, "input_cost_per_token_priority": 5e-06,
               "output_cost_per_token": 1e-06, "output_cost_per_token_priority": 1e-06},
         "b": {"litellm_provider": "nobody", "input_cost_per_token": 1e-06}}""");
    assertThat(leftOut(Reason.REFUSED)).containsExactly("litellm/nobody/a");
    assertThat(imported.size()).isEqualTo(1);
  }

  @Test
  void genaiPrices_pricesDatesAndTheToolsOfTheProvider() throws IOException {
    run(
        Format.GENAI_PRICES,
        """
        [{"id": "anthropic", "name": "Anthropic", "models": [
          {"id": "claude-s", "match": {"or": [{"equals": "claude-s"}, {"starts_with": "claude-s-2"}]}, "prices": [
            {"prices": {"input_mtok": 2, "output_mtok": 10, "web_searches_kcount": 10}},
            {"constraint": {"start_date": "2026-09-01"},
             "prices": {"input_mtok": {"base": 3, "tiers": [{"start": 200000, "price": 6}]}, "output_mtok": 15}}]}]}]""");
    Call call =
        call("anthropic", "claude-s")
            .used(INPUT_TOKENS, 6039)
            .used(OUTPUT_TOKENS, 931)
            .used(TOOL_CALLS, 1, "tool", "web_search");
    // 0.012078 + 0.00931 + 0.01; then 0.018117 + 0.013965 + 0.01
    assertAmount(call.at("2026-08-31T23:59:59Z"), "0.031388");
    assertAmount(call.at("2026-09-01T00:00:00Z"), "0.042082");
    assertAmount(
        call("anthropic", "claude-s").used(INPUT_TOKENS, 1000).at("2026-10-01T00:00:00Z"), "0.003");
  }

  @Test
  void genaiPrices_knownErrorsAndUnknownWords_areNamed() throws IOException {
    run(
        Format.GENAI_PRICES,
        """
        [{"id": "openai", "models": [
           {"id": "gpt-4o", "match": {"or": [{"equals": "gpt-4o-2024-05-13"}, {"starts_with": "gpt-4o"}]},
            "mood": "good", "prices": {"input_mtok": 2.5, "output_mtok": 10, "smell_kcount": 1}},
           {"id": "x", "match": {"sounds_like": "x"}, "prices": {"input_mtok": 1}}]},
         {"id": "google", "models": [
           {"id": "gemini-3.6-flash", "match": {"equals": "gemini-3.6-flash"}, "prices": {"input_mtok": 0.75}}]},
         {"id": "perplexity", "models": [
           {"id": "sonar", "match": {"equals": "sonar"}, "prices": {"input_mtok": 1, "requests_kcount": 12}}]}]""");
    assertThat(leftOut(Reason.NOT_EXPRESSED))
        .containsExactlyInAnyOrder("x", "openai/x", "openai/gpt-4o", "openai/gpt-4o");
    assertThat(leftOut(Reason.LEFT_OUT))
        .containsExactlyInAnyOrder(
            "gpt-4o-2024-05-13", "gemini-3.6-flash", "perplexity/sonar requests_kcount");
  }

  @Test
  void litellm_rowsOfAnotherShape_areNamedAndTheOthersStay() throws IOException {
    run(
        Format.LITELLM,
        """
        {"a": {"litellm_provider": "nobody", "tiered_pricing": [{"range": []}]},
         "b": {"litellm_provider": "nobody", "input_cost_per_token": 1e-06,
           "input_cost_per_token_above_99999999999999999999k_tokens": 2e-06},
         "c": {"litellm_provider": "nobody", "input_cost_per_token": 1e-06}}""");
    assertThat(imported.size()).isEqualTo(1);
    assertThat(leftOut(Reason.NOT_EXPRESSED)).containsExactly("a");
    assertThat(leftOut(Reason.REFUSED)).containsExactly("litellm/nobody/b");
  }

  @Test
  void openRouter_limitBeyondAllCounts_isRefusedAlone() throws IOException {
    run(
        Format.OPENROUTER,
        """
        {"data": [
          {"id": "a", "pricing": {"prompt": "0.001", "overrides": [{"min_prompt_tokens": "9999999999999999999", "prompt": "0.002"}]}},
          {"id": "b", "pricing": {"prompt": "0.001"}}]}""");
    assertThat(imported.size()).isEqualTo(1);
    assertThat(leftOut(Reason.REFUSED)).containsExactly("openrouter/openrouter/a");
  }

  @Test
  void genaiPrices_modelsOfAnotherShape_areNamedAndTheOthersStay() throws IOException {
    run(
        Format.GENAI_PRICES,
        """
        [{"id": "openai", "models": [
           {"id": "a"},
           {"id": "b", "match": {}, "prices": {"input_mtok": 1}},
           {"id": "c", "match": {"regex": "("}, "prices": {"input_mtok": 1}},
           {"id": "d", "match": {"equals": "d"}, "prices": [{"constraint": {"start_date": "soon"}, "prices": {"input_mtok": 1}}]},
           {"id": "e", "match": {"equals": "e"}, "prices": {"input_mtok": 1}}]}]""");
    assertThat(imported.size()).isEqualTo(1);
    assertThat(leftOut(Reason.NOT_EXPRESSED)).contains("openai");
    assertThat(imported.report().entries())
        .filteredOn(entry -> entry.what().startsWith("model with an unexpected structure"))
        .hasSize(4);
  }

  private static final String MODELS =
      """
      {"data": [
       {"id": "maker/m-1", "canonical_slug": "maker/m-1-20260101", "name": "M", "context_length": 1000000, "pricing": {
         "prompt": "0.000002", "completion": "0.00001", "request": "0", "image": "0", "web_search": "0.01",
         "internal_reasoning": "0", "input_cache_read": "0.0000002", "overrides": [
           {"min_prompt_tokens": 200000, "prompt": "0.000004", "completion": "0.000015", "smell": "1"}]}},
       {"id": "maker/m-1:free", "pricing": {"prompt": "0", "completion": "0"}},
       {"id": "openai/gpt-4o-mini-search-preview", "pricing": {"prompt": "0.00000015", "completion": "0.0000006",
         "request": "0.0275", "image": "0", "web_search": "0", "internal_reasoning": "0"}},
       {"id": "openrouter/auto", "pricing": {"prompt": "-1", "completion": "-1"}},
       {"id": "maker/m-2", "pricing": {"prompt": "0.000001", "completion": "0.000001", "image": "0.001"}, "mood": 1}]}""";

  @Test
  void openRouter_pricesOfSingleTokens() throws IOException {
    run(Format.OPENROUTER, MODELS);
    Call call =
        call("openrouter", "maker/m-1")
            .used(INPUT_TOKENS, 1000)
            .used(CACHED_INPUT_TOKENS, 1000)
            .used(OUTPUT_TOKENS, 10)
            .used(OUTPUT_TOKENS, 90, "kind", "reasoning")
            .used(TOOL_CALLS, 1, "tool", "web_search");
    // 0.002 + 0.0002 + 0.001 + 0.01
    assertAmount(call, "0.0132");
    // 200,000 x 4 + 100 x 15
    assertAmount(
        call("openrouter", "maker/m-1").used(INPUT_TOKENS, 200_000).used(OUTPUT_TOKENS, 100),
        "0.8015");
    assertAmount(call("openrouter", "maker/m-1:free").used(INPUT_TOKENS, 1000), "0");
    assertAmount(
        call("openrouter", "openai/gpt-4o-mini-search-preview")
            .used(INPUT_TOKENS, 1000)
            .used(REQUESTS, 1),
        "0.02765");
  }

  @Test
  void openRouter_whatHasNoWords_isNamed() throws IOException {
    run(Format.OPENROUTER, MODELS);
    assertThat(imported.report().entries())
        .extracting(ImportReport.Entry::toString)
        .containsExactly(
            "not expressed: mood (1: maker/m-2)",
            "not expressed: pricing.image (1: maker/m-2)",
            "not expressed: pricing.overrides.smell (1: maker/m-1)",
            "no price: all prices are zero, or those of the model that is chosen (1: openrouter/auto)");
  }

  @Test
  void fal_unitsOfTheReply_andWhatTheyCount() throws IOException {
    run(
        Format.FAL,
        """
        {"prices": [
          {"endpoint_id": "fal-ai/nano", "unit_price": 0.039, "unit": "images", "currency": "USD"},
          {"endpoint_id": "fal-ai/flux/dev", "unit_price": 0.025, "unit": "megapixels", "currency": "USD"},
          {"endpoint_id": "fal-ai/speech", "unit_price": 0.1, "unit": "1000 characters", "currency": "USD"},
          {"endpoint_id": "fal-ai/trellis", "unit_price": 0.02, "unit": "request", "currency": "USD"},
          {"endpoint_id": "fal-ai/kling", "unit_price": 0.07, "unit": "seconds", "currency": "USD"},
          {"endpoint_id": "fal-ai/app", "unit_price": 0.000525, "unit": "compute seconds", "currency": "USD"},
          {"endpoint_id": "fal-ai/euro", "unit_price": 0.1, "unit": "image", "currency": "EUR"}],
         "has_more": true, "next_cursor": "abc"}""");
    assertAmount(call("fal", "fal-ai/nano").used(IMAGES, 2), "0.078");
    assertAmount(call("fal", "fal-ai/flux/dev").used(BILLABLE_UNITS, "2"), "0.05");
    assertAmount(call("fal", "fal-ai/trellis").used(REQUESTS, 1), "0.02");
    assertAmount(call("fal", "fal-ai/kling").used(VIDEO_SECONDS, 5), "0.35");
    assertAmount(call("fal", "fal-ai/app").used(COMPUTE_SECONDS, 8), "0.0042");
    assertAmount(call("fal", "fal-ai/speech").used(CHARACTERS, 500), "0.05");
    assertAmount(call("fal", "fal-ai/speech").used(BILLABLE_UNITS, "0.5"), "0.05");
    assertThat(imported.report().entries())
        .extracting(ImportReport.Entry::what)
        .containsExactly(
            "currency EUR",
            "has_more: the following pages",
            "unit megapixels, where a reply counts none");
  }

  @Test
  void wrongFormat_isRefusedWithItsLine() {
    assertThatThrownBy(() -> run(Format.OPENROUTER, "{\"prices\": []}"))
        .isInstanceOf(JsonException.class)
        .hasMessageContaining("table-2026-08-06.json, line 1: \"data\" is missing");
  }

  @Test
  void dateOfATable_isTheLastDayInItsName_elseThatOfTheFile() {
    Instant written = Instant.parse("2026-07-01T23:59:59Z");

    assertThat(PriceImport.date("/2020-01-01/a-2026-01-31-of-2026-08-31.json", written))
        .isEqualTo("2026-08-31");
    assertThat(PriceImport.date("a-2026-13-01.json", written)).isEqualTo("2026-07-01");
  }

  @Test
  void rulesInTheJar_areThoseOfTheRecipes() throws IOException {
    assertThat(Path.of("src/main/resources/io/costspan/catalog/prices", Recipes.FILE))
        .as("import the prices again, see docs/price-files.md")
        .hasContent(Recipes.rules(Recipes.read(Path.of("src/main/prices"))));
  }

  private void run(Format format, String table) throws IOException {
    Path file = Files.writeString(folder.resolve("table-2026-08-06.json"), table);
    imported = new PriceImport(format, file);
    prices = Files.writeString(folder.resolve("prices.json"), imported.priceFile());
    assertThat(PriceCheck.of(CatalogFiles.read(List.of(prices)), VOCABULARY).findings())
        .filteredOn(PriceCheck.Finding::error)
        .isEmpty();
  }

  private List<String> leftOut(Reason reason) {
    return imported.report().entries().stream()
        .filter(entry -> entry.reason() == reason)
        .flatMap(entry -> entry.rows().stream())
        .toList();
  }

  private void assertAmount(Call call, String amount) {
    assertThat(call.rate(PriceTables.of(List.of(prices))).amount())
        .isEqualTo(new BigDecimal(amount));
  }
}
