package io.costspan.rating;

import io.costspan.ratecard.Attributes;
import io.costspan.usage.Quantity;
import io.costspan.usage.UsageMeter;
import io.costspan.usage.UsageRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a card may ask of a call: a quantity's own attributes before those of the call and what its
 * URL says, then what follows from both ({@code context}, {@code operation}, {@code time}, {@code
 * weekday}).
 */
final class CallAttributes implements Attributes {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");

  private final UsageRecord usage;
  private final Instant at;
  private Map<String, String> ofQuantity = Map.of();
  private @Nullable String context;

  CallAttributes(UsageRecord usage, Instant at) {
    this.usage = usage;
    this.at = at;
  }

  /** From now on answers for this quantity. */
  CallAttributes of(Quantity quantity) {
    ofQuantity = quantity.attributes();
    return this;
  }

  @Override
  public @Nullable String get(String word) {
    String value = ofQuantity.get(word);
    if (value == null) {
      value = usage.attributes().get(word);
    }
    if (value == null) {
      value = usage.url().get(word);
    }
    return value == null ? computed(word) : value;
  }

  private @Nullable String computed(String word) {
    return switch (word) {
      case "context" -> context();
      case "operation" -> usage.operation();
      case "time" -> TIME.format(utc());
      case "weekday" -> utc().getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ROOT);
      default -> null;
    };
  }

  private ZonedDateTime utc() {
    return at.atZone(ZoneOffset.UTC);
  }

  /** Input of the call's own model, cached or not: what long-context prices depend on. */
  private String context() {
    if (context == null) {
      BigDecimal tokens = BigDecimal.ZERO;
      for (Quantity quantity : usage.quantities()) {
        if (isInput(quantity.meter()) && !quantity.attributes().containsKey(Quantity.MODEL)) {
          tokens = tokens.add(quantity.count());
        }
      }
      context = tokens.toPlainString();
    }
    return context;
  }

  private static boolean isInput(UsageMeter meter) {
    return switch (meter) {
      case INPUT_TOKENS, CACHED_INPUT_TOKENS, CACHE_WRITE_TOKENS -> true;
      default -> false;
    };
  }
}
