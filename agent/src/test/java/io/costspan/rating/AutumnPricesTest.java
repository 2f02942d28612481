package io.costspan.rating;

import static io.costspan.rating.Call.call;
import static io.costspan.usage.UsageMeter.BILLABLE_UNITS;
import static io.costspan.usage.UsageMeter.CACHED_INPUT_TOKENS;
import static io.costspan.usage.UsageMeter.CACHE_WRITE_TOKENS;
import static io.costspan.usage.UsageMeter.INPUT_TOKENS;
import static io.costspan.usage.UsageMeter.OUTPUT_TOKENS;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.ratecard.TestPrices;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What changed between July and November 2026, and what a call of either side of it costs. */
class AutumnPricesTest {
  @ParameterizedTest
  @CsvSource({
    "openai, gpt-5.6-sol, 2026-08-20, 0.005, 0.03",
    "openai, gpt-5.6-sol, 2026-08-21, 0.004, 0.02",
    "azure.ai.openai, gpt-5.6-sol, 2026-08-20, 0.005, 0.03",
    "azure.ai.openai, gpt-5.6-sol, 2026-08-21, 0.004, 0.02",
    "azure.ai.openai, gpt-5.6-luna-2026-07-09, 2026-07-29, 0.001, 0.006",
    "azure.ai.openai, gpt-5.6-luna-2026-07-09, 2026-07-30, 0.0002, 0.0012",
    "azure.ai.openai, gpt-5.6-terra, 2026-07-30, 0.002, 0.012",
    "aws.bedrock, openai.gpt-5.6-sol, 2026-08-20, 0.0055, 0.033",
    "aws.bedrock, openai.gpt-5.6-sol, 2026-08-21, 0.0044, 0.022",
    "aws.bedrock, global.openai.gpt-5.6-sol, 2026-08-21, 0.004, 0.02",
    "openrouter, anthropic/claude-sonnet-5, 2026-09-01, 0.002, 0.01",
    "gcp.gemini, gemini-flash-latest, 2026-01-20, 0.0003, 0.0025",
    "gcp.gemini, gemini-flash-latest, 2026-01-21, 0.0005, 0.003",
    "gcp.gemini, gemini-flash-latest, 2026-05-19, 0.0015, 0.009",
    "gcp.gemini, gemini-flash-lite-latest, 2026-05-06, 0.0001, 0.0004",
    "gcp.gemini, gemini-flash-lite-latest, 2026-05-07, 0.00025, 0.0015",
    "gcp.gemini, gemini-pro-latest, 2026-01-20, 0.00125, 0.01",
    "gcp.gemini, gemini-pro-latest, 2026-01-21, 0.002, 0.012",
    "gcp.gemini, gemini-2.5-flash-preview-tts, 2026-08-21, 0.0005, 0.01",
    "gcp.gemini, gemini-2.5-pro-preview-tts, 2026-08-21, 0.001, 0.02",
    "gcp.vertex_ai, gemini-2.5-flash-preview-tts, 2026-08-21, 0.0005, 0.01",
    "mistral_ai, ministral-8b-2410, 2026-08-21, 0.0001, 0.0001",
    "mistral_ai, devstral-small-2507, 2026-08-21, 0.0001, 0.0003",
  })
  void input_andOutput_ofThatDay(
      String provider, String model, String day, String input, String output) {
    call(provider, model).at(day + "T12:00:00Z").used(INPUT_TOKENS, 1000).costs(input);
    call(provider, model).at(day + "T12:00:00Z").used(OUTPUT_TOKENS, 1000).costs(output);
  }

  @ParameterizedTest
  @CsvSource({
    "x_ai, grok-4.5, 2026-08-21, 0.0003",
    "mistral_ai, mistral-small-2506, 2026-08-21, 0.00001", // 10 % of the input
    "mistral_ai, open-mistral-nemo, 2026-08-21, 0.000015",
    "anthropic, claude-fable-5-1, 2026-11-20, 0.00025",
    "fireworks, accounts/fireworks/models/kimi-k3p1-pro, 2026-11-20, 0.0002",
    "openai, gpt-4, 2026-08-21, 0.03", // no discount
  })
  void cachedInput_ofThatDay(String provider, String model, String day, String cached) {
    call(provider, model).at(day + "T12:00:00Z").used(CACHED_INPUT_TOKENS, 1000).costs(cached);
  }

  @ParameterizedTest
  @CsvSource({
    "azure.ai.openai, gpt-5.6-luna, 0.00025",
    "azure.ai.openai, gpt-6-sol, 0.0025",
    "openai, gpt-6-luna, 0.000125",
    "anthropic, claude-sonnet-5-5, 0.0025",
  })
  void cacheWrite_isTheInputAndAQuarter(String provider, String model, String written) {
    call(provider, model).used(CACHE_WRITE_TOKENS, 1000).costs(written);
  }

  @ParameterizedTest
  @CsvSource({
    "openai, gpt-5-1-codex-max, openai/gpt-5.1-codex-max",
    "mistral_ai, mistral-medium-3-5, mistral_ai/mistral-medium-3.5",
    "azure.ai.openai, mistral-medium-3-5, azure.ai.openai/mistral_ai/mistral-medium-3.5",
    "vercel, anthropic/claude-3-5-sonnet, vercel/anthropic/claude-3.5-sonnet",
    "vercel, anthropic/claude-3-7-sonnet, vercel/anthropic/claude-3.7-sonnet",
  })
  void otherSpelling_isPricedByTheVendorsCard(String provider, String model, String id) {
    Call call = call(provider, model).used(OUTPUT_TOKENS, 1000);

    assertThat(call.at("2026-11-19T23:59:00Z").rate(TestPrices.bundled()).priceId())
        .isNotEqualTo(id)
        .endsWith(model);
    assertThat(call.at("2026-11-20T00:00:00Z").rate(TestPrices.bundled()).priceId()).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt-5-6-luna", "gpt-5.6-luna"})
  void namesThatDifferInDotAndDashAlone_costTheSame(String model) {
    call("azure.ai.openai", model).used(OUTPUT_TOKENS, 1000).costs("0.0012");
    call("azure.ai.openai", model)
        .at("2026-11-20T00:00:00Z")
        .used(OUTPUT_TOKENS, 1000)
        .costs("0.0012");
  }

  @ParameterizedTest
  @CsvSource({
    "mistral_ai, mistral-small-2402, true", // older than what the family's price is for
    "mistral_ai, mistral-small-2501, false", // came with what the family's price is for
    "mistral_ai, mistral-small-2506, false", // has a card
    "mistral_ai, mistral-small, false",
    "openai, gpt-4o-2024-08-06, false",
    "azure.ai.openai, gpt-5.6-luna-2026-07-09, false", // the only snapshot, whose price changed
  })
  void snapshotAtThePriceOfALaterOne_isAnEstimate(String provider, String model, boolean flagged) {
    Rating rating = call(provider, model).used(OUTPUT_TOKENS, 1000).rate(TestPrices.bundled());

    assertThat(rating.reason()).isNull();
    assertThat(rating.estimated()).isEqualTo(flagged);
  }

  @Test
  void modelThatAzureRoutedTo_costsItsPriceAndTheRoutersFee() {
    call("azure.ai.openai", "model-router")
        .answeredBy("gpt-5-nano-2025-08-07")
        .used(INPUT_TOKENS, 10_000)
        .used(OUTPUT_TOKENS, 2000)
        .used(BILLABLE_UNITS, 10_000, "model", "model-router")
        .costs("0.0027");
  }

  @ParameterizedTest
  @CsvSource({
    "qwen-plus, , 0.0012",
    "qwen-plus, true, 0.004",
    "qwen-plus-2025-07-28, true, 0.004",
    "qwen-turbo, true, 0.0005",
    "qwen-max, true, 0.0064",
  })
  void thinking_isAPriceOfTheWholeOutput(String model, String thinking, String amount) {
    Call call = call("alibaba", model).used(OUTPUT_TOKENS, 100);
    if (thinking != null) {
      call.with("thinking", thinking);
    }
    call.used(OUTPUT_TOKENS, 900, "kind", "reasoning").costs(amount);
  }

  @ParameterizedTest
  @CsvSource({
    "together, openai/gpt-oss-120b",
    "x_ai, grok-2-1212",
    "azure.ai.openai, meta-llama-3-70b-instruct",
  })
  void cachedInput_thatNobodyKnows_isNoInput(String provider, String model) {
    Rating rating =
        call(provider, model)
            .used(INPUT_TOKENS, 1000)
            .used(CACHED_INPUT_TOKENS, 1000)
            .rate(TestPrices.bundled());
    assertThat(rating.reason()).isEqualTo("no_rate.cached_input_tokens");
  }

  @ParameterizedTest
  @CsvSource({
    "openai, gpt-6-astra gpt-6-cyber gpt-6-luna gpt-6-sol gpt-6.1-sol gpt-6.1-terra gpt-6.2-astra gpt-6.2-sol",
    "openai, gpt-5.6-cyber gpt-5.3-codex-spark chat-latest gpt-6-astra-2026-09-03",
    "azure.ai.openai, gpt-6-astra gpt-6.2-sol gpt-5.6-cyber gpt-5.3-codex-spark chat-latest",
    "anthropic, claude-opus-5-5 claude-sonnet-5-5 claude-haiku-5-5 claude-fable-5-1 claude-fable-5-2",
    "anthropic, claude-2 claude-2.0 claude-2.1",
    "aws.bedrock, anthropic.claude-v2 anthropic.claude-v2:1 anthropic.claude-v2:0:18k",
    "aws.bedrock, us.anthropic.claude-opus-5-5 global.anthropic.claude-haiku-5-5",
    "gcp.vertex_ai, claude-opus-5-5 claude-fable-5-1",
    "openrouter, anthropic/claude-2 anthropic/claude-2.0 anthropic/claude-2.1 anthropic/claude-fable-5.2",
    "gcp.gemini, gemini-3.8-flash gemini-4-argon gemini-4-carbon gemini-4-hydrogen gemini-4-neon",
    "gcp.vertex_ai, gemini-3.8-flash gemini-4-argon gemini-4-neon",
    "x_ai, grok-4.6 grok-4.7 grok-4.6-latest",
    "mistral_ai, mistral-large-4 voxtral-small-latest mistral-medium-3.5",
    "moonshot_ai, kimi-k3.1-pro kimi-k2.7-code-highspeed",
    "zai, GLM-5.3-Flash glm-5-turbo glm-5.3",
    "minimax, MiniMax-M3.1-Flash",
  })
  void modelsOfTheAutumn_areKnown(String provider, String models) {
    for (String model : models.split(" ")) {
      Rating rating =
          call(provider, model)
              .at("2026-11-20T12:00:00Z")
              .used(INPUT_TOKENS, 1000)
              .used(OUTPUT_TOKENS, 1000)
              .rate(TestPrices.bundled());
      assertThat(rating.reason()).as(model).isNull();
    }
  }
}
