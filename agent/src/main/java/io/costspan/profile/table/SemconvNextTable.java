package io.costspan.profile.table;

import static io.costspan.profile.CallAttribute.amount;
import static io.costspan.profile.CallAttribute.tokens;
import static io.costspan.profile.table.SemconvTable.OF_POINTS;
import static io.costspan.profile.table.SemconvTable.TOKEN_BOUNDS;
import static io.costspan.profile.table.SemconvTable.duration;
import static io.costspan.profile.table.SemconvTable.seconds;
import static io.costspan.profile.table.SemconvTable.withError;
import static io.costspan.usage.UsageMeter.CACHED_INPUT_TOKENS;
import static io.costspan.usage.UsageMeter.CACHE_WRITE_TOKENS;
import static io.costspan.usage.UsageMeter.INPUT_TOKENS;
import static io.costspan.usage.UsageMeter.TOOL_CALLS;

import io.costspan.pipeline.RatedCall;
import io.costspan.profile.CallAttribute;
import io.costspan.profile.Instrument;
import io.costspan.profile.Money;
import io.costspan.profile.Profile;
import io.costspan.profile.ProfileMetric;
import io.costspan.profile.Row;
import io.costspan.profile.Tokens;
import io.costspan.usage.Quantity;
import io.costspan.usage.Reasons;
import io.costspan.usage.UsageMeter;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The renamed metrics of inference in OpenTelemetry's semantic-conventions-genai (its changes 374,
 * 440 and 521), and the parts of a cost as its proposal 484 names them. The parts add up: input is
 * without what was cached, and output without reasoning.
 */
public final class SemconvNextTable {
  private static final String MODALITY = "gen_ai.token.modality";
  private static final String UNKNOWN = "unknown";
  private static final String TEXT = "text";
  private static final List<String> MODALITIES = List.of(TEXT, "image", "audio", "video", UNKNOWN);

  private static final Set<String> INFERENCE =
      Set.of("chat", "text_completion", "generate_content");

  private static final List<ProfileMetric> METRICS =
      List.of(
          usage("input_tokens", "Input tokens, including cached ones.", Tokens::isInput, true),
          usage("output_tokens", "Output tokens of all kinds.", Tokens::isOutput, true),
          usage("cache_read.input_tokens", "Those read from a cache.", Tokens::isCacheRead, false),
          usage(
              "cache_write.input_tokens", "Those written to a cache.", Tokens::isCacheWrite, false),
          usage("reasoning.output_tokens", "Those spent on reasoning.", Tokens::isReasoning, false),
          distribution("input_tokens", "Input tokens of each call.", Tokens::isInput),
          distribution("output_tokens", "Output tokens of each call.", Tokens::isOutput),
          duration(
              "gen_ai.client.inference.duration",
              false,
              Row.of(call -> isInference(call) ? seconds(call) : null)),
          duration(
              "gen_ai.client.operation.duration",
              true,
              Row.of(call -> isInference(call) ? null : seconds(call))));

  private static final List<CallAttribute<?>> ON_SPANS =
      List.of(
          tokens(
              "gen_ai.usage.cache_write.input_tokens",
              Tokens::isCacheWrite,
              "Input tokens written to the provider's cache."),
          part("input", INPUT_TOKENS, "Cost of the input that was not cached."),
          amount("gen_ai.usage.cost.output", Money::ofOtherOutput, "Cost of the output."),
          part("cache_read", CACHED_INPUT_TOKENS, "Cost of input read from a cache."),
          part("cache_write", CACHE_WRITE_TOKENS, "Cost of input written to a cache."),
          amount("gen_ai.usage.cost.reasoning", Money::ofReasoning, "Cost of reasoning."),
          part("tool", TOOL_CALLS, "Cost of tools that the provider ran."));

  public static final Profile PROFILE = new Profile(METRICS, ON_SPANS, Set.of());

  private SemconvNextTable() {}

  private static boolean isInference(RatedCall call) {
    return INFERENCE.contains(call.usage().operation());
  }

  private static CallAttribute<BigDecimal> part(String name, UsageMeter meter, String meaning) {
    return amount("gen_ai.usage.cost." + name, call -> Money.of(call, meter), meaning);
  }

  /**
   * @param evenIfNone whether inference that reported no tokens is recorded as 0
   */
  private static ProfileMetric usage(
      String name, String meaning, Predicate<Quantity> wanted, boolean evenIfNone) {
    return new ProfileMetric(
        new Instrument(
            "gen_ai.client.inference.usage." + name,
            "counter",
            "{token}",
            meaning,
            OF_POINTS,
            List.of(MODALITY)),
        List.of(),
        false,
        MODALITIES.stream()
            .map(
                modality ->
                    Row.of(MODALITY, modality, call -> used(call, wanted, modality, evenIfNone)))
            .toList());
  }

  private static @Nullable BigDecimal used(
      RatedCall call, Predicate<Quantity> wanted, String modality, boolean evenIfNone) {
    BigDecimal used =
        Tokens.used(
            call, quantity -> wanted.test(quantity) && modality.equals(modality(quantity, call)));
    boolean none = used == null && evenIfNone && modality.equals(UNKNOWN);
    return none && Tokens.used(call, wanted) == null ? zero(call) : used;
  }

  /** What a provider does not break down may be of any modality; what is left over is text. */
  private static String modality(Quantity quantity, RatedCall call) {
    String told = quantity.attributes().get("modality");
    if (told != null) {
      return MODALITIES.contains(told) ? told : UNKNOWN;
    }
    for (Quantity other : call.usage().quantities()) {
      if (other.meter().isTokens()
          && Tokens.isOutput(other) == Tokens.isOutput(quantity)
          && other.attributes().containsKey("modality")) {
        return TEXT;
      }
    }
    return UNKNOWN;
  }

  /** Not for calls that only ask for what is known already. */
  private static @Nullable BigDecimal zero(RatedCall call) {
    boolean worked = !Reasons.NOT_BILLABLE.equals(call.rating().reason());
    boolean told = Tokens.sum(call, quantity -> true) != null;
    return isInference(call) && worked && !told ? BigDecimal.ZERO : null;
  }

  private static ProfileMetric distribution(
      String name, String meaning, Predicate<Quantity> wanted) {
    return new ProfileMetric(
        new Instrument(
            "gen_ai.client.inference.operation." + name,
            "histogram",
            "{token}",
            meaning,
            withError(OF_POINTS),
            List.of()),
        TOKEN_BOUNDS,
        false,
        List.of(
            Row.of(
                call -> {
                  BigDecimal used = Tokens.used(call, wanted);
                  return used == null ? zero(call) : used;
                })));
  }

  /** All names of the parts, for backends that misread them. */
  static Stream<String> names() {
    return ON_SPANS.stream().map(CallAttribute::name);
  }
}
