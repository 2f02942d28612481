package io.costspan.profile.table;

import static io.costspan.usage.UsageMeter.OUTPUT_TOKENS;

import io.costspan.pipeline.RatedCall;
import io.costspan.profile.CallAttribute;
import io.costspan.profile.Money;
import io.costspan.profile.Profile;
import io.costspan.rating.ChargeLine;
import io.costspan.usage.UsageMeter;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What Langfuse reads: the cost in parts, under the keys that it gives to the usage. It takes every
 * other number below {@code gen_ai.usage} for a usage, and knows only the older name for tokens
 * written to a cache.
 */
public final class LangfuseTable {
  private static final Set<String> MISREAD =
      Stream.concat(Stream.of("gen_ai.usage.cost.amount"), SemconvNextTable.names())
          .collect(Collectors.toSet());

  public static final Profile PROFILE =
      new Profile(
          List.of(),
          List.of(
              CallAttribute.whole(
                  "langfuse.observation.cost_details",
                  LangfuseTable::details,
                  "Cost in US dollars, by kind of usage and in total, as a JSON object.")),
          MISREAD);

  private LangfuseTable() {}

  private static @Nullable String details(RatedCall call) {
    BigDecimal total = Money.dollars(call);
    if (total == null) {
      return null;
    }
    Map<String, BigDecimal> details = new LinkedHashMap<>();
    if (Money.isSumOfCharges(call)) {
      for (ChargeLine line : call.rating().charges()) {
        details.merge(key(line.meter()), line.amount(), BigDecimal::add);
      }
      BigDecimal reasoning = Money.ofReasoning(call);
      if (reasoning != null) {
        details.merge(key(OUTPUT_TOKENS), reasoning.negate(), BigDecimal::add);
        details.put("output_reasoning_tokens", reasoning);
      }
    }
    details.put("total", total);
    return json(details);
  }

  private static String key(UsageMeter meter) {
    return switch (meter) {
      case INPUT_TOKENS -> "input";
      case CACHED_INPUT_TOKENS -> "input_cached_tokens";
      case CACHE_WRITE_TOKENS -> "input_cache_creation";
      case OUTPUT_TOKENS -> "output";
      default -> meter.wireName();
    };
  }

  /** The keys need no escapes. */
  private static String json(Map<String, BigDecimal> details) {
    StringBuilder json = new StringBuilder();
    details.forEach(
        (key, amount) ->
            json.append(json.isEmpty() ? "{\"" : ",\"")
                .append(key)
                .append("\":")
                .append(amount.stripTrailingZeros().toPlainString()));
    return json.append('}').toString();
  }
}
