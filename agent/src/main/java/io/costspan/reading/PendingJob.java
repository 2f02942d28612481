package io.costspan.reading;

import io.costspan.cells.Values;
import io.costspan.usage.CallStart;
import io.costspan.usage.CallUrl;
import io.costspan.usage.UsageRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A job that has not been seen to finish yet.
 *
 * @param rules of the call that began it
 * @param start of that call
 * @param url of that call
 * @param kept named values before translation; texts are short
 * @param settledAfter if no call shows it until then, it counts as never seen to finish
 */
record PendingJob(
    String id,
    UsageRules rules,
    CallStart start,
    CallUrl url,
    Map<String, Object> kept,
    Instant settledAfter) {
  private static final int TEXT_LIMIT = 128;

  /** A job as seen by one of its calls. */
  static PendingJob of(
      String id,
      UsageRules rules,
      JobRule rule,
      CallStart start,
      CallUrl url,
      @Nullable Object[] cells) {
    Map<String, Object> kept = new HashMap<>();
    for (String name : rules.places().kept.keySet()) {
      Field field = rules.field(name);
      Object value = field == null ? null : small(field.raw(cells));
      if (value != null) {
        kept.put(name, value);
      }
    }
    return new PendingJob(
        id, rules, start, small(url), Map.copyOf(kept), start.startedAt().plus(rule.patience()));
  }

  /** For counted texts, only their number is kept. */
  private static @Nullable Object small(@Nullable Object value) {
    if (value instanceof String text) {
      return text.length() > TEXT_LIMIT ? null : text;
    }
    BigDecimal number = Values.number(value);
    return number == null ? value : number;
  }

  private static CallUrl small(CallUrl url) {
    Map<String, String> captured = new HashMap<>(url.captured());
    captured.values().removeIf(text -> text.length() > TEXT_LIMIT);
    String path = url.path().length() > TEXT_LIMIT ? "" : url.path();
    return new CallUrl(url.host(), path, Map.copyOf(captured));
  }

  /** The same job after a later call that saw it still pending. */
  PendingJob with(PendingJob news) {
    Map<String, Object> all = new HashMap<>(news.kept);
    all.putAll(kept);
    return new PendingJob(id, rules, start, url, Map.copyOf(all), news.settledAfter);
  }

  /** Stores the kept values in the cells where a call with these rules expects them. */
  void fill(UsageRules caller, @Nullable Object[] cells) {
    caller.places().kept.forEach((name, cell) -> cells[cell] = kept.get(name));
  }

  /** What the job probably consumed, because its result was never seen. */
  UsageRecord settled(Jobs jobs) {
    return new RuleReader(rules, start.provider(), start.operation(), url, RequestHead.NONE)
        .settled(this, jobs);
  }
}
