package io.costspan.focus;

import io.costspan.focus.Names.Model;
import io.costspan.json.JsonText;
import io.costspan.ratecard.PriceTable;
import io.costspan.ratecard.Rate;
import io.costspan.ratecard.RateCard;
import io.costspan.usage.UsageMeter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Properties of what is sold, as JSON: those that the draft of FOCUS 1.5 defines for models and
 * tokens, and whatever else a price depends on, which begins with {@code x_}.
 */
final class PriceDetails {
  private static final String PREFIX = "x_";

  private final Names names;
  private final PriceTable bundled;
  private final Map<String, Boolean> cacheWriters = new HashMap<>();

  PriceDetails(Names names, PriceTable bundled) {
    this.names = names;
    this.bundled = bundled;
  }

  /** Null if nothing is known of it. */
  @Nullable String of(Sku sku) {
    Map<String, String> details = new TreeMap<>();
    String model = sku.model();
    if (model != null) {
      details.put("ModelId", model);
      Model known = names.model(model);
      if (known != null) {
        details.put("ModelDeveloper", known.developer());
        details.put("ModelFamily", known.family());
      }
    }
    UsageMeter meter = sku.meter();
    if (meter != null && meter.isTokens()) {
      details.put("TokenDirection", meter == UsageMeter.OUTPUT_TOKENS ? "Output" : "Input");
      String action = cacheAction(sku, meter);
      if (action != null) {
        details.put("TokenCacheAction", action);
      }
    }
    sku.traits().forEach((name, value) -> details.put(PREFIX + pascalCase(name), value));
    sku.terms().forEach((name, value) -> details.put(PREFIX + pascalCase(name), value));
    return details.isEmpty() ? null : JsonText.of(details);
  }

  /**
   * Null for output, and where input that is written to a cache is billed together with other
   * input, so that none of the words of the draft is true.
   */
  private @Nullable String cacheAction(Sku sku, UsageMeter meter) {
    return switch (meter) {
      case CACHED_INPUT_TOKENS -> "Read";
      case CACHE_WRITE_TOKENS -> "Write";
      case INPUT_TOKENS -> billsCacheWrites(sku) ? "Uncached" : null;
      default -> null;
    };
  }

  private boolean billsCacheWrites(Sku sku) {
    return cacheWriters.computeIfAbsent(
        sku.provider() + '/' + sku.name(),
        name -> {
          List<RateCard> cards = bundled.cards(sku.provider(), sku.name());
          return cards.stream()
              .flatMap(card -> card.rates().stream())
              .anyMatch(PriceDetails::isOfWrites);
        });
  }

  private static boolean isOfWrites(Rate rate) {
    return rate.meters().contains(UsageMeter.CACHE_WRITE_TOKENS)
        && !rate.meters().contains(UsageMeter.INPUT_TOKENS);
  }

  private static String pascalCase(String name) {
    StringBuilder text = new StringBuilder();
    for (String word : name.split("_")) {
      text.append(Character.toUpperCase(word.charAt(0))).append(word, 1, word.length());
    }
    return text.toString();
  }
}
