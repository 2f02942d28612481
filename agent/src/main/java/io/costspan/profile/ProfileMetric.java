package io.costspan.profile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A metric that a profile asks for.
 *
 * @param bounds of a histogram's buckets; empty for a counter
 * @param shared whether instrumentations of AI libraries emit it as well, for calls that they see
 */
public record ProfileMetric(
    Instrument instrument, List<Double> bounds, boolean shared, List<Row> rows) {

  public boolean isHistogram() {
    return !bounds.isEmpty();
  }

  /** The same metric with more attributes. */
  public ProfileMetric with(List<? extends CallAttribute<?>> attributes) {
    return new ProfileMetric(instrument.with(attributes), bounds, shared, rows);
  }

  /** Both as one metric, which has the unit of the second one. */
  ProfileMetric and(ProfileMetric other) {
    Set<CallAttribute<?>> attributes = new LinkedHashSet<>(instrument.attributes());
    attributes.addAll(other.instrument.attributes());
    Set<String> parts = new LinkedHashSet<>(instrument.parts());
    parts.addAll(other.instrument.parts());
    return new ProfileMetric(
        new Instrument(
            instrument.name(),
            instrument.kind(),
            other.instrument.unit(),
            other.instrument.meaning(),
            List.copyOf(attributes),
            List.copyOf(parts)),
        other.bounds,
        other.shared,
        rowsOf(other));
  }

  /** In another unit, the metric has other values. */
  private List<Row> rowsOf(ProfileMetric other) {
    if (!instrument.unit().equals(other.instrument.unit())) {
      return other.rows;
    }
    Map<Map<String, String>, Row> merged = new LinkedHashMap<>();
    rows.forEach(row -> merged.put(row.labels(), row));
    other.rows.forEach(row -> merged.merge(row.labels(), row, Row::or));
    return new ArrayList<>(merged.values());
  }
}
