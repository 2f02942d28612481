package io.costspan.page;

import io.costspan.health.Excerpt;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What was spent in each ten seconds of the last hour, by currency. */
final class Timeline {
  static final int STEP_SECONDS = 10;
  static final int BARS = 60;
  private static final int STEPS_PER_MINUTE = 60 / STEP_SECONDS;
  private static final int SLOTS = BARS * STEPS_PER_MINUTE;

  private final Slot[] slots = new Slot[SLOTS];
  private final long firstStep;

  private record Slot(long step, Map<String, BigDecimal> amounts) {}

  /** What was spent from an instant on. */
  record Bar(Instant from, Map<String, BigDecimal> amounts) {}

  /**
   * @param nowMillis when counting begins
   */
  Timeline(long nowMillis) {
    firstStep = step(nowMillis);
  }

  private static long step(long millis) {
    return Math.floorDiv(millis, STEP_SECONDS * 1_000L);
  }

  synchronized void add(String currency, BigDecimal amount, long nowMillis) {
    long step = step(nowMillis);
    int place = (int) Math.floorMod(step, (long) SLOTS);
    Slot slot = slots[place];
    if (slot == null || slot.step != step) {
      slot = new Slot(step, new TreeMap<>());
      slots[place] = slot;
    }
    slot.amounts.merge(Excerpt.of(currency), amount, BigDecimal::add);
  }

  /** What was spent in the minute before now. */
  synchronized Map<String, BigDecimal> lastMinute(long nowMillis) {
    long last = step(nowMillis);
    return spent(last - STEPS_PER_MINUTE + 1, last);
  }

  /** For how long each bar stands: as long as there is little to show, it is shown in detail. */
  int secondsPerBar(long nowMillis) {
    return step(nowMillis) - firstStep < BARS ? STEP_SECONDS : 60;
  }

  /** The bars up to now, the oldest first. */
  synchronized List<Bar> bars(long nowMillis) {
    int width = secondsPerBar(nowMillis) / STEP_SECONDS;
    long last = Math.floorDiv(step(nowMillis), (long) width);
    List<Bar> bars = new ArrayList<>();
    for (long bar = last - BARS + 1; bar <= last; bar++) {
      long from = bar * width;
      bars.add(new Bar(Instant.ofEpochSecond(from * STEP_SECONDS), spent(from, from + width - 1)));
    }
    return bars;
  }

  private Map<String, BigDecimal> spent(long from, long to) {
    Map<String, BigDecimal> sum = new TreeMap<>();
    for (long step = from; step <= to; step++) {
      Slot slot = slots[(int) Math.floorMod(step, (long) SLOTS)];
      if (slot != null && slot.step == step) {
        slot.amounts.forEach((currency, part) -> sum.merge(currency, part, BigDecimal::add));
      }
    }
    return sum;
  }
}
