package io.costspan.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TimelineTest {
  private static final long START = Instant.parse("2026-11-28T10:00:00Z").toEpochMilli();
  private static final long SECOND = 1_000;
  private static final long MINUTE = 60 * SECOND;

  private final Timeline timeline = new Timeline(START);

  @Test
  void bars_inTheFirstTenMinutes_areTenSecondsEach() {
    spend("1", START);
    spend("2", START + 9 * SECOND);
    spend("4", START + 10 * SECOND);

    List<Timeline.Bar> bars = timeline.bars(START + 12 * SECOND);

    assertThat(bars).hasSize(60);
    assertThat(bars.get(58).amounts()).containsOnly(usd("3"));
    assertThat(bars.get(59)).isEqualTo(bar("2026-11-28T10:00:10Z", "4"));
  }

  @Test
  void bars_later_areAMinuteEach() {
    spend("1", START + 10 * MINUTE);
    spend("2", START + 10 * MINUTE + 59 * SECOND);
    spend("4", START + 11 * MINUTE);

    List<Timeline.Bar> bars = timeline.bars(START + 11 * MINUTE + 5 * SECOND);

    assertThat(bars.get(58)).isEqualTo(bar("2026-11-28T10:10:00Z", "3"));
    assertThat(bars.get(59)).isEqualTo(bar("2026-11-28T10:11:00Z", "4"));
  }

  @Test
  void bars_afterAnHour_forgetTheFirst() {
    spend("1", START);
    spend("2", START + 59 * MINUTE);

    assertThat(sum(START + 59 * MINUTE)).isEqualTo("3");
    assertThat(sum(START + 60 * MINUTE)).isEqualTo("2");
    spend("4", START + 60 * MINUTE);
    assertThat(sum(START + 60 * MINUTE)).isEqualTo("6");
    assertThat(sum(START + 200 * MINUTE)).isEqualTo("0");
  }

  @Test
  void bars_twoCurrencies_areNeverAdded() {
    spend("1", START);
    timeline.add("EUR", BigDecimal.TEN, START);

    assertThat(timeline.bars(START).get(59).amounts())
        .containsOnly(usd("1"), Map.entry("EUR", BigDecimal.TEN));
  }

  @Test
  void lastMinute_beginsAMinuteAgo() {
    spend("1", START);
    spend("2", START + 10 * SECOND);
    spend("4", START + 59 * SECOND);

    assertThat(timeline.lastMinute(START + 59 * SECOND)).containsOnly(usd("7"));
    assertThat(timeline.lastMinute(START + 60 * SECOND)).containsOnly(usd("6"));
    assertThat(timeline.lastMinute(START + 5 * MINUTE)).isEmpty();
  }

  private void spend(String amount, long millis) {
    timeline.add("USD", new BigDecimal(amount), millis);
  }

  private String sum(long millis) {
    return timeline.bars(millis).stream()
        .map(bar -> bar.amounts().getOrDefault("USD", BigDecimal.ZERO))
        .reduce(BigDecimal.ZERO, BigDecimal::add)
        .toString();
  }

  private static Timeline.Bar bar(String from, String amount) {
    return new Timeline.Bar(Instant.parse(from), Map.ofEntries(usd(amount)));
  }

  private static Map.Entry<String, BigDecimal> usd(String amount) {
    return Map.entry("USD", new BigDecimal(amount));
  }
}
