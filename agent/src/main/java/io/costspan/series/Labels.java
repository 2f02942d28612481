package io.costspan.series;

import io.costspan.home.Tags;
import io.costspan.profile.CallAttribute;
import io.costspan.profile.CallAttributes;
import io.costspan.profile.Instruments;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The names and values that distinguish a series, free of any library's types. Values are {@link
 * String}, {@link Long} or {@link Boolean}. Immutable; the hash is computed once, because homes
 * look their own form of it up for each point.
 */
public final class Labels implements Tags {
  /** Those of the only series of a metric. */
  public static final Labels NONE = new Labels(Map.of());

  private final Map<String, Object> values;
  private final int hash;

  Labels(Map<String, Object> values) {
    this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    this.hash = values.hashCode();
  }

  /** The labels of a series with a single one. */
  public static Labels of(CallAttribute<String> attribute, String value) {
    return new Labels(Map.of(attribute.name(), value));
  }

  /** Those of {@link Instruments#INFO}. */
  public static Labels ofJvm(String agentVersion, String priceTable, String home) {
    Map<String, Object> labels = new LinkedHashMap<>();
    labels.put(CallAttributes.AGENT_VERSION.name(), agentVersion);
    labels.put(CallAttributes.PRICE_TABLE.name(), priceTable);
    labels.put(CallAttributes.HOME.name(), home);
    return new Labels(labels);
  }

  /** Those of {@link Instruments#TRACE_COST}. */
  static Labels ofRequest(String currency, Map<String, String> owners) {
    Map<String, Object> labels = new LinkedHashMap<>();
    labels.put(CallAttributes.CURRENCY.name(), currency);
    owners.forEach((name, value) -> labels.put(CallAttributes.OWNER + name, value));
    return new Labels(labels);
  }

  /** The value, or null if the series does not have this label. */
  public @Nullable Object get(String name) {
    return values.get(name);
  }

  @Nullable Object get(CallAttribute<?> attribute) {
    return values.get(attribute.name());
  }

  /** Shows each label, in the order in which the instrument declares them. */
  @Override
  public void forEach(BiConsumer<String, Object> reader) {
    values.forEach(reader);
  }

  /** A copy that may be changed. */
  Map<String, Object> copy() {
    return new LinkedHashMap<>(values);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other == this
        || (other instanceof Labels labels && hash == labels.hash && values.equals(labels.values));
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
