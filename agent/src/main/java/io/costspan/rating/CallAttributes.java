package io.costspan.rating;

import io.costspan.ratecard.Attributes;
import io.costspan.usage.Quantity;
import io.costspan.usage.UsageMeter;
import io.costspan.usage.UsageRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a card's conditions may refer to: the quantity's own attributes first, then those of the
 * call and its URL, then derived ones ({@code context}, {@code operation}, {@code time}, {@code
 * weekday}).
 */
@SuppressWarnings("NullAway.Init") // fields are used only after the first of(...)
final class CallAttributes implements Attributes {
  private static final int MINUTES_PER_DAY = 24 * 60;

  /** January 1st, 1970 was a Thursday, three days after a Monday. */
  private static final int MONDAY_TO_EPOCH = 3;

  private UsageRecord usage;
  private long minutes;
  private Map<String, String> ofQuantity = Map.of();

  /** -1 until it is computed. */
  private long context;

  /** From now on the attributes are those of this call. */
  void of(UsageRecord usage, Instant at) {
    this.usage = usage;
    minutes = Math.floorDiv(at.getEpochSecond(), 60L);
    ofQuantity = Map.of();
    context = -1;
  }

  /**
   * From now on the attributes are those of this quantity of the call; returns whether any may have
   * changed.
   */
  boolean of(Quantity quantity) {
    boolean others = ofQuantity != quantity.attributes();
    ofQuantity = quantity.attributes();
    return others;
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

  @Override
  public long number(String word) {
    return switch (word) {
      case "context" -> context();
      case "time" -> Math.floorMod(minutes, MINUTES_PER_DAY);
      default -> Attributes.super.number(word);
    };
  }

  private @Nullable String computed(String word) {
    return switch (word) {
      case "operation" -> usage.operation();
      case "weekday" -> weekday();
      default -> null;
    };
  }

  private String weekday() {
    long days = Math.floorDiv(minutes, MINUTES_PER_DAY) + MONDAY_TO_EPOCH;
    return WEEKDAYS.get((int) Math.floorMod(days, WEEKDAYS.size()));
  }

  /** The input of the call's own model, cached or not, on which long-context prices depend. */
  private long context() {
    if (context < 0) {
      long tokens = 0;
      List<Quantity> quantities = usage.quantities();
      for (int i = 0; i < quantities.size(); i++) {
        Quantity quantity = quantities.get(i);
        if (isInput(quantity.meter()) && !quantity.attributes().containsKey(Quantity.MODEL)) {
          tokens = Decimals.plus(tokens, quantity.count());
        }
      }
      context = tokens;
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
