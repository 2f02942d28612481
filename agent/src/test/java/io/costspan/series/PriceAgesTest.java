package io.costspan.series;

import static io.costspan.pipeline.CallFixture.call;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.pipeline.CallFixture;
import io.costspan.profile.OwnerLabels;
import io.costspan.usage.ModelList;
import io.costspan.usage.UsageMeter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The age that a dashboard shows for the prices of each provider. */
class PriceAgesTest {
  private static final Instant NOW = Instant.parse("2026-11-28T00:00:00Z");

  private final CallSums sums = new CallSums(ModelList.NONE, List.of(), OwnerLabels.NONE);

  @Test
  void oldestCardThatRatedACall_countsForItsProvider() {
    record(rated("openai", "2026-11-20"));
    record(rated("openai", "2026-08-20"));
    record(rated("openai", "2026-11-27"));
    record(rated("anthropic", "2026-11-27"));

    assertThat(days()).containsOnly(Map.entry("openai", 100L), Map.entry("anthropic", 1L));
  }

  @Test
  void oneCallByTwoCards_isAsOldAsTheOlder() {
    record(rated("openai", "2026-11-27").checked("2026-11-18").charged(UsageMeter.PAGES, "1", "5"));

    assertThat(days()).containsOnly(Map.entry("openai", 10L));
  }

  @Test
  void cardWithoutADay_hasNoAge() {
    record(rated("house", "1970-01-01"));

    assertThat(days()).isEmpty();
  }

  @Test
  void callsThatNoCardRates_haveNoAge() {
    record(rated("openai", "2026-08-20").stated("0.02", "USD"));
    record(rated("anthropic", "2026-08-20").free("replay"));
    record(call("x_ai", "chat", "grok").unrated("unknown_model"));

    assertThat(days()).isEmpty();
  }

  private static CallFixture rated(String provider, String checked) {
    return call(provider, "chat", "m")
        .checked(checked)
        .charged(UsageMeter.INPUT_TOKENS, "1200", "2.50");
  }

  private void record(CallFixture call) {
    sums.add(call.build(), null, false, (histogram, value, labels, span) -> {});
  }

  /** The ages in days, by provider. */
  private Map<String, Long> days() {
    Map<String, Long> days = new TreeMap<>();
    sums.ages()
        .forEach(
            NOW,
            (labels, seconds) ->
                days.put(
                    String.valueOf(labels.get("gen_ai.provider.name")),
                    Duration.ofSeconds(seconds).toDays()));
    return days;
  }
}
