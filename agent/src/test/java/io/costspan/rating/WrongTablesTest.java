package io.costspan.rating;

import static io.costspan.rating.Call.call;
import static io.costspan.usage.UsageMeter.CACHE_WRITE_TOKENS;
import static io.costspan.usage.UsageMeter.INPUT_TOKENS;
import static io.costspan.usage.UsageMeter.OUTPUT_TOKENS;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.ratecard.PriceTable;
import io.costspan.ratecard.TestPrices;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Prices that a public table has wrong: a million of input and a million of output, in dollars. */
class WrongTablesTest {
  private static final int MILLION = 1_000_000;
  private static final Supplier<PriceTable> BUNDLED = TestPrices.bundled();

  @ParameterizedTest
  @CsvSource({
    // A region at the price of the United States.
    "aws.bedrock, eu.amazon.nova-lite-v1:0, 0.39",
    "aws.bedrock, apac.amazon.nova-pro-v1:0, 4.2",
    "aws.bedrock, us-gov.anthropic.claude-sonnet-4-5-20250929-v1:0, 34.2", // 7.2 + 27, above
    // 200,000
    "aws.bedrock, amazon.titan-embed-text-v2:0, 0.02",
    // A data zone's price under the name of the global deployment.
    "azure.ai.openai, gpt-4o-2024-11-20, 12.5",
    "azure.ai.openai, gpt-4o-mini, 0.75",
    // A reseller's, a larger or an older model's.
    "azure.ai.openai, phi-4, 0.625",
    "groq, openai/gpt-oss-safeguard-20b, 0.375",
    "together, mistralai/mixtral-8x7b-instruct-v0.1, 1.2",
    "mistral_ai, mistral-medium-2604, 9",
    "mistral_ai, ministral-8b-2512, 0.3",
    // For a thousand tokens, ten times, input and output the other way round.
    "azure.ai.openai, jais-30b-chat, 12.91",
    "azure.ai.inference, jais-30b-chat, 12.91",
    "cohere, embed-multilingual-light-v3.0, 0.1",
    "together, qwen/qwen3-235b-a22b-instruct-2507-tput, 0.8",
    "wandb, openai/gpt-oss-120b, 0.75",
  })
  void bundledCard_isRightNevertheless(String provider, String model, String amount) {
    call(provider, model).used(INPUT_TOKENS, MILLION).used(OUTPUT_TOKENS, MILLION).costs(amount);
  }

  @Test
  void houseThatListsEuros_isNotPaidInDollars() {
    Rating rating = call("scaleway", "gpt-oss-120b").used(INPUT_TOKENS, MILLION).rate(BUNDLED);

    assertThat(rating.amount()).isEqualByComparingTo("0.15");
    assertThat(rating.currency()).isEqualTo("EUR");
  }

  @ParameterizedTest
  @CsvSource({
    "azure.ai.openai, llama-4-maverick-17b-128e-instruct-fp8, 0.35",
    "azure.ai.inference, meta-llama-3-70b-instruct, 0.37",
  })
  void input_isNotDearerThanOutput(String provider, String model, String amount) {
    call(provider, model).used(INPUT_TOKENS, MILLION).costs(amount);
  }

  @ParameterizedTest
  @CsvSource({
    "mistral-large-latest, 2025-12-01, 8",
    "mistral-large-latest, 2025-12-02, 2",
    "mistral-large-latest, 2026-11-20, 2.8",
    "mistral-medium-latest, 2026-06-15, 2.4",
    "mistral-medium-latest, 2026-06-16, 9",
    "mistral-small-latest, 2026-03-15, 0.4",
    "mistral-small-latest, 2026-03-16, 0.75",
  })
  void alias_costsWhatItStandsForThatDay(String model, String day, String amount) {
    call("mistral_ai", model)
        .at(day + "T12:00:00Z")
        .used(INPUT_TOKENS, MILLION)
        .used(OUTPUT_TOKENS, MILLION)
        .costs(amount);
  }

  @ParameterizedTest
  @CsvSource({
    "anthropic.claude-opus-4-8, 2026-08-21, 11", // twice 5.5
    "anthropic.claude-sonnet-5, 2026-08-21, 4.4",
    "anthropic.claude-sonnet-5, 2026-09-01, 4.4",
    "global.anthropic.claude-sonnet-5-v1:0, 2026-09-01, 4",
  })
  void writeForAnHour_isTwiceTheInput(String model, String day, String amount) {
    call("aws.bedrock", model)
        .at(day + "T12:00:00Z")
        .used(CACHE_WRITE_TOKENS, MILLION, "ttl", "1h")
        .costs(amount);
  }
}
