package io.costspan.ratecard;

import io.costspan.json.JsonException;
import io.costspan.json.JsonValue;
import io.costspan.usage.UsageMeter;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Meters by name: {@code input_tokens}, a list of names, or a pattern such as {@code *_tokens}. */
final class Meters {
  static final Set<UsageMeter> ALL = Collections.unmodifiableSet(EnumSet.allOf(UsageMeter.class));

  private Meters() {}

  /** The meters that a line names; all of them if it names none. */
  static Set<UsageMeter> read(@Nullable JsonValue names) {
    if (names == null) {
      return ALL;
    }
    EnumSet<UsageMeter> meters = EnumSet.noneOf(UsageMeter.class);
    names.texts().forEach(name -> meters.addAll(named(name, names)));
    return Collections.unmodifiableSet(meters);
  }

  /** The meters of that name or pattern; refuses a name that fits none. */
  static Set<UsageMeter> named(String name, JsonValue at) {
    EnumSet<UsageMeter> meters = EnumSet.noneOf(UsageMeter.class);
    for (UsageMeter meter : UsageMeter.values()) {
      if (fits(name, meter.wireName())) {
        meters.add(meter);
      }
    }
    if (meters.isEmpty()) {
      throw unknown(name, at);
    }
    return meters;
  }

  private static boolean fits(String name, String meter) {
    return name.startsWith("*") ? meter.endsWith(name.substring(1)) : meter.equals(name);
  }

  private static JsonException unknown(String name, JsonValue at) {
    return at.error(
        "unknown meter \"" + name + "\"; known are: " + Arrays.toString(UsageMeter.values()));
  }
}
