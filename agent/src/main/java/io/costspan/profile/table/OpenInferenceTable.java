package io.costspan.profile.table;

import static io.costspan.profile.CallAttribute.amount;
import static io.costspan.profile.CallAttribute.text;
import static io.costspan.profile.CallAttribute.tokens;
import static io.costspan.usage.UsageMeter.CACHED_INPUT_TOKENS;
import static io.costspan.usage.UsageMeter.CACHE_WRITE_TOKENS;
import static io.costspan.usage.UsageMeter.INPUT_TOKENS;
import static io.costspan.usage.UsageMeter.OUTPUT_TOKENS;

import io.costspan.pipeline.RatedCall;
import io.costspan.profile.CallAttribute;
import io.costspan.profile.Money;
import io.costspan.profile.Profile;
import io.costspan.profile.Tokens;
import io.costspan.usage.Quantity;
import io.costspan.usage.UsageMeter;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of OpenInference's spans, as Arize and Phoenix read them; costs are US dollars.
 */
public final class OpenInferenceTable {
  private static final String LLM = "LLM";
  private static final String EMBEDDING = "EMBEDDING";
  private static final String RERANKER = "RERANKER";

  /** Kinds by operation; what uses neither tokens nor a model is a tool to OpenInference. */
  private static final Map<String, String> KINDS =
      Map.of(
          "chat", LLM,
          "text_completion", LLM,
          "generate_content", LLM,
          "embeddings", EMBEDDING,
          "rerank", RERANKER);

  /** OpenInference's names of providers, where they differ from OpenTelemetry's. */
  private static final Map<String, String> PROVIDERS =
      Map.of(
          "aws.bedrock", "aws",
          "azure.ai.openai", "azure",
          "azure.ai.inference", "azure",
          "gcp.gemini", "google",
          "gcp.vertex_ai", "google",
          "mistral_ai", "mistralai",
          "moonshot_ai", "moonshot",
          "x_ai", "xai");

  /** Whose API a provider speaks, where that differs from its name. */
  private static final Map<String, String> SYSTEMS =
      Map.of("aws", "amazon", "azure", "openai", "google", "vertexai");

  private static final List<CallAttribute<?>> ON_SPANS =
      List.of(
          text(
              "openinference.span.kind",
              OpenInferenceTable::kind,
              "`LLM`, `EMBEDDING`, `RERANKER`, or `TOOL` for what is no model."),
          ofKind(LLM, "llm.provider", OpenInferenceTable::provider, "The provider."),
          ofKind(LLM, "llm.system", OpenInferenceTable::system, "Whose API the provider speaks."),
          ofKind(LLM, "llm.model_name", OpenInferenceTable::model, "The model that answered."),
          ofKind(EMBEDDING, "embedding.model_name", OpenInferenceTable::model, "The same."),
          ofKind(RERANKER, "reranker.model_name", OpenInferenceTable::model, "The same."),
          tokens("llm.token_count.prompt", Tokens::isInput, "Input tokens, with cached ones."),
          tokens("llm.token_count.completion", Tokens::isOutput, "Output tokens of all kinds."),
          tokens("llm.token_count.total", quantity -> quantity.meter().isTokens(), "Their sum."),
          tokens(
              "llm.token_count.prompt_details.cache_read",
              Tokens::isCacheRead,
              "Input tokens read from a cache."),
          tokens(
              "llm.token_count.prompt_details.cache_write",
              Tokens::isCacheWrite,
              "Input tokens written to a cache."),
          tokens(
              "llm.token_count.prompt_details.audio",
              quantity -> Tokens.isInput(quantity) && isAudio(quantity),
              "Input tokens of audio."),
          tokens(
              "llm.token_count.completion_details.reasoning",
              Tokens::isReasoning,
              "Output tokens spent on reasoning."),
          tokens(
              "llm.token_count.completion_details.audio",
              quantity -> Tokens.isOutput(quantity) && isAudio(quantity),
              "Output tokens of audio."),
          cost(
              "prompt",
              "Cost of all input tokens.",
              INPUT_TOKENS,
              CACHED_INPUT_TOKENS,
              CACHE_WRITE_TOKENS),
          cost("completion", "Cost of all output tokens.", OUTPUT_TOKENS),
          amount("llm.cost.total", Money::dollars, "Cost of the call."),
          cost("prompt_details.input", "Cost of input that was not cached.", INPUT_TOKENS),
          cost("prompt_details.cache_read", "Cost of input from a cache.", CACHED_INPUT_TOKENS),
          cost("prompt_details.cache_write", "Cost of input to a cache.", CACHE_WRITE_TOKENS),
          dollars(
              "llm.cost.completion_details.output",
              Money::ofOtherOutput,
              "Cost of output without reasoning."),
          dollars(
              "llm.cost.completion_details.reasoning", Money::ofReasoning, "Cost of reasoning."));

  public static final Profile PROFILE = new Profile(List.of(), ON_SPANS, Set.of());

  private OpenInferenceTable() {}

  private static CallAttribute<String> ofKind(
      String kind, String name, Function<RatedCall, @Nullable String> value, String meaning) {
    return text(name, call -> kind(call).equals(kind) ? value.apply(call) : null, meaning);
  }

  private static CallAttribute<BigDecimal> cost(String name, String meaning, UsageMeter... meters) {
    return amount("llm.cost." + name, call -> Money.dollarsOf(call, meters), meaning);
  }

  private static CallAttribute<BigDecimal> dollars(
      String name, Function<RatedCall, @Nullable BigDecimal> part, String meaning) {
    return amount(name, call -> Money.dollars(call) == null ? null : part.apply(call), meaning);
  }

  private static String kind(RatedCall call) {
    String known = KINDS.get(call.usage().operation());
    if (known != null) {
      return known;
    }
    return Tokens.sum(call, quantity -> quantity.meter().isTokens()) == null && model(call) == null
        ? "TOOL"
        : LLM;
  }

  private static String provider(RatedCall call) {
    String name = call.usage().provider();
    return PROVIDERS.getOrDefault(name, name);
  }

  private static String system(RatedCall call) {
    String provider = provider(call);
    return SYSTEMS.getOrDefault(provider, provider);
  }

  private static @Nullable String model(RatedCall call) {
    String answered = call.usage().responseModel();
    return answered == null ? call.usage().requestModel() : answered;
  }

  private static boolean isAudio(Quantity quantity) {
    return "audio".equals(quantity.attributes().get("modality"));
  }
}
