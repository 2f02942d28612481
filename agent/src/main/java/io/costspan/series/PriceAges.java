package io.costspan.series;

import io.costspan.pipeline.RatedCall;
import io.costspan.profile.CallAttributes;
import io.costspan.ratecard.PriceSource;
import io.costspan.rating.ChargeLine;
import io.costspan.rating.Rating;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/**
 * How old the prices are that rate calls: for each provider, when the oldest card that has rated a
 * call since the start was last compared with its source.
 */
public final class PriceAges {
  private final Map<String, LocalDate> oldest = new ConcurrentHashMap<>();

  /** Notes the cards that rate the call; an amount that the provider states is nobody's price. */
  void add(RatedCall call) {
    if (call.rating().source() == Rating.Source.LOCAL) {
      List<ChargeLine> charges = call.rating().charges();
      for (int i = 0; i < charges.size(); i++) {
        add(call.usage().provider(), charges.get(i).source());
      }
    }
  }

  private void add(String provider, PriceSource price) {
    LocalDate known = oldest.get(provider);
    if (price.isDated() && (known == null || price.checked().isBefore(known))) {
      oldest.merge(provider, price.checked(), (one, other) -> one.isBefore(other) ? one : other);
    }
  }

  /** Shows the age in seconds at that time for each provider. */
  public void forEach(Instant now, BiConsumer<Labels, Long> reader) {
    oldest.forEach(
        (provider, day) ->
            reader.accept(Labels.of(CallAttributes.PROVIDER, provider), ageSeconds(day, now)));
  }

  private static long ageSeconds(LocalDate day, Instant now) {
    return Duration.between(day.atStartOfDay(ZoneOffset.UTC).toInstant(), now).toSeconds();
  }
}
