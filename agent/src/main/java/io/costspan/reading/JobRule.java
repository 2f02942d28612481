package io.costspan.reading;

import io.costspan.condition.Conditions;
import io.costspan.json.JsonException;
import io.costspan.json.JsonValue;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which calls belong to a job that outlives them, identified by their {@code response_id}.
 *
 * @param when conditions under which the call belongs to a job; empty for always
 * @param pending conditions under which the job is still under way
 * @param patience how long after the last call that showed the job pending it counts as never seen
 *     to finish
 */
record JobRule(
    Conditions<@Nullable Object[]> when,
    List<Conditions<@Nullable Object[]>> pending,
    Duration patience) {
  private static final Set<String> WORDS = Set.of("when", "pending", "keep", "hours");
  private static final Duration PATIENCE = Duration.ofHours(24);
  private static final BigDecimal SECONDS_PER_HOUR = BigDecimal.valueOf(3_600);
  private static final BigDecimal MOST_HOURS = BigDecimal.valueOf(100_000);

  static JobRule parse(JsonValue rule, FieldCompiler fields) {
    rule.allow(WORDS);
    if (fields.find(UsageRules.RESPONSE_ID) == null) {
      throw rule.error("a job is known by its response_id; add it to \"values\"");
    }
    return new JobRule(
        Conditions.parse(rule.get("when"), fields::get),
        Conditions.parseAny(rule.get("pending"), fields::get),
        patience(rule.get("hours")));
  }

  /** The values that are kept for a job: those that the rule names, and its models. */
  static Set<String> kept(@Nullable JsonValue rule, Set<String> values) {
    Set<String> kept = new LinkedHashSet<>();
    JsonValue names = rule == null ? null : rule.get("keep");
    if (names != null) {
      names.items().forEach(name -> kept.add(known(name, values)));
    }
    if (rule != null) {
      UsageRules.MODELS.stream().filter(values::contains).forEach(kept::add);
    }
    return kept;
  }

  private static String known(JsonValue name, Set<String> values) {
    if (!values.contains(name.text())) {
      throw name.error("unknown value \"" + name.text() + "\"; add it to \"values\"");
    }
    return name.text();
  }

  private static Duration patience(@Nullable JsonValue hours) {
    if (hours == null) {
      return PATIENCE;
    }
    BigDecimal count = hours.decimal();
    if (count.signum() <= 0 || count.compareTo(MOST_HOURS) > 0) {
      throw refused(hours);
    }
    return Duration.ofSeconds(count.multiply(SECONDS_PER_HOUR).longValue());
  }

  private static JsonException refused(JsonValue hours) {
    return hours.error("\"hours\" should be more than 0 and at most " + MOST_HOURS);
  }

  boolean concerns(@Nullable Object[] cells) {
    return when.hold(cells);
  }

  boolean isPending(@Nullable Object[] cells) {
    return Conditions.anyHolds(pending, cells);
  }
}
