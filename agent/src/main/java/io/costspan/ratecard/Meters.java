package io.costspan.ratecard;

import io.costspan.json.JsonException;
import io.costspan.json.JsonValue;
import io.costspan.usage.UsageMeter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads meters by name: {@code input_tokens}, a list of names, or a pattern such as {@code
 * *_tokens}.
 */
final class Meters {
  static final MeterSet ALL = MeterSet.all();
  static final MeterSet TOKENS = like("*_tokens");

  private static final Map<String, MeterSet> NAMED = new HashMap<>();

  static {
    NAMED.put("*_tokens", TOKENS);
    for (UsageMeter meter : UsageMeter.values()) {
      NAMED.put(meter.wireName(), MeterSet.none().with(meter));
    }
  }

  private Meters() {}

  /** The meters that a line names; all meters if it names none. */
  static MeterSet read(@Nullable JsonValue names) {
    if (names == null) {
      return ALL;
    }
    MeterSet meters = MeterSet.none();
    for (String name : names.texts()) {
      meters = meters.with(named(name, names));
    }
    if (meters.isEmpty()) {
      throw names.error("no meter; name one, such as \"input_tokens\"");
    }
    return meters;
  }

  /** The meters with that name or pattern. Refuses a name that matches none. */
  static MeterSet named(String name, JsonValue at) {
    MeterSet named = NAMED.get(name);
    MeterSet meters = named == null ? like(name) : named;
    if (meters.isEmpty()) {
      throw unknown(name, at);
    }
    return meters;
  }

  private static MeterSet like(String pattern) {
    MeterSet meters = MeterSet.none();
    if (pattern.startsWith("*")) {
      String end = pattern.substring(1);
      for (UsageMeter meter : UsageMeter.values()) {
        meters = meter.wireName().endsWith(end) ? meters.with(meter) : meters;
      }
    }
    return meters;
  }

  private static JsonException unknown(String name, JsonValue at) {
    return at.error(
        "unknown meter \""
            + name
            + "\"; known meters are: "
            + Arrays.toString(UsageMeter.values()));
  }
}
