package io.costspan.profile;

import io.costspan.pipeline.RatedCall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One metric. The manual is rendered from all of them.
 *
 * @param kind for the manual: {@code counter}, {@code histogram}, {@code gauge}
 * @param attributes the attributes of its points that describe the call
 * @param parts names of the attributes that tell the points of one call apart, such as {@link
 *     CallAttributes#METER}
 */
public record Instrument(
    String name,
    String kind,
    String unit,
    String meaning,
    List<CallAttribute<?>> attributes,
    List<String> parts) {
  private static final Set<String> DIVISIBLE = Set.of("{cost}", "{unit}", "{ratio}");

  /** The same metric with more attributes. */
  public Instrument with(List<? extends CallAttribute<?>> more) {
    List<CallAttribute<?>> all = new ArrayList<>(attributes);
    all.addAll(more);
    return new Instrument(name, kind, unit, meaning, List.copyOf(all), parts);
  }

  /** Whether its values are whole numbers, for homes that have a type of their own for them. */
  public boolean whole() {
    return !kind.equals("histogram") && !DIVISIBLE.contains(unit);
  }

  /** The names that attributes of its points may have. */
  public List<String> keys() {
    List<String> keys = new ArrayList<>();
    attributes.forEach(attribute -> keys.add(attribute.name()));
    keys.addAll(parts);
    return keys;
  }

  /** What is known of a call's points from the call itself. */
  public Map<String, Object> of(RatedCall call) {
    Map<String, Object> values = new LinkedHashMap<>();
    attributes.forEach(attribute -> attribute.put(call, values));
    return values;
  }
}
