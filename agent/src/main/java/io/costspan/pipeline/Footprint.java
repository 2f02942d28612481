package io.costspan.pipeline;

import io.costspan.rating.ChargeLine;
import io.costspan.rating.Rating;
import io.costspan.usage.Attribution;
import io.costspan.usage.Quantity;
import io.costspan.usage.UsageRecord;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Estimates how many bytes of the heap a call retains while it waits, slightly too high: what it
 * shares with others, such as the names of requested models, counts as its own. Allocates nothing.
 */
public final class Footprint {
  private static final int CALL = 280;
  private static final int RATING = 112;
  private static final int PIECE = 88;
  private static final int ENTRY = 48;
  private static final int TEXT = 56;
  private static final int SPAN = 160;

  private Footprint() {}

  /** The bytes of a call with its rating. */
  public static long of(RatedCall call) {
    return of(call.usage())
        + of(call.rating())
        + of(call.attribution())
        + (call.span() == null ? 0 : SPAN);
  }

  /** The bytes of a call that is not rated yet. */
  static long of(UsageRecord usage) {
    List<Quantity> quantities = usage.quantities();
    long bytes = CALL + of(usage.attributes()) + of(usage.url().captured());
    bytes += of(usage.requestModel()) + of(usage.responseModel()) + of(usage.responseId());
    bytes += of(usage.url().path()) + of(usage.conversation().id());
    for (int i = 0; i < quantities.size(); i++) {
      bytes += PIECE + of(quantities.get(i).attributes());
    }
    return bytes;
  }

  static long of(Attribution attribution) {
    return of(attribution.owners()) + of(attribution.caller());
  }

  private static long of(Rating rating) {
    List<ChargeLine> charges = rating.charges();
    return RATING + (long) PIECE * charges.size();
  }

  private static long of(Map<String, String> entries) {
    if (entries.isEmpty()) {
      return 0;
    }
    long bytes = ENTRY;
    for (Map.Entry<String, String> entry : entries.entrySet()) {
      bytes += ENTRY + of(entry.getValue());
    }
    return bytes;
  }

  private static long of(@Nullable String text) {
    return text == null ? 0 : TEXT + text.length();
  }
}
