package io.costspan.whatif;

import io.costspan.usage.UsageRecord;
import java.util.HashMap;
import java.util.Map;

/**
 * Another service tier serves all calls.
 *
 * @param tier as rate cards name it, such as {@code batch}, {@code flex} or {@code priority};
 *     {@link #STANDARD} for none of them
 */
public record OtherTier(String tier) implements Change {
  /** The tier of a call that asks for none. */
  public static final String STANDARD = "standard";

  @Override
  public UsageRecord applied(UsageRecord usage) {
    Map<String, String> attributes = new HashMap<>(usage.attributes());
    if (tier.equals(STANDARD)) {
      attributes.remove(UsageRecord.SERVICE_TIER);
    } else {
      attributes.put(UsageRecord.SERVICE_TIER, tier);
    }
    return Changed.copy(usage, attributes, usage.quantities());
  }
}
