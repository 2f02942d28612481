package io.costspan.whatif;

import io.costspan.usage.Quantity;
import io.costspan.usage.UsageMeter;
import io.costspan.usage.UsageRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The provider caches nothing: cached input and what was written to the cache is plain input. */
public final class NoCache implements Change {
  private static final String TTL = "ttl";

  @Override
  public @Nullable UsageRecord applied(UsageRecord usage) {
    return usage.quantities().stream().anyMatch(NoCache::isOfCache)
        ? Changed.copy(usage, usage.attributes(), plain(usage.quantities()))
        : null;
  }

  private static boolean isOfCache(Quantity quantity) {
    return quantity.count().signum() > 0
        && (quantity.meter() == UsageMeter.CACHED_INPUT_TOKENS
            || quantity.meter() == UsageMeter.CACHE_WRITE_TOKENS);
  }

  private static List<Quantity> plain(List<Quantity> quantities) {
    return quantities.stream().map(NoCache::plain).toList();
  }

  private static Quantity plain(Quantity quantity) {
    if (!isOfCache(quantity)) {
      return quantity;
    }
    Map<String, String> attributes = new HashMap<>(quantity.attributes());
    attributes.remove(TTL);
    return new Quantity(
        UsageMeter.INPUT_TOKENS,
        quantity.count(),
        attributes,
        quantity.exactness(),
        quantity.alternative());
  }
}
