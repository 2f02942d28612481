package io.costspan.telemetry.micrometer;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who has read registries that are gone. Spring's contexts close their registries and bring new
 * ones of the same kinds, which the same backends read. Refers to none of the registries, which
 * refer to the application.
 */
final class Readers {
  private final Map<String, Deque<Object>> byKind = new HashMap<>();

  void add(MeterRegistry gone, Leaf leaf) {
    Object reader = leaf.reader();
    if (reader != null) {
      byKind.computeIfAbsent(kind(gone), unseen -> new ArrayDeque<>()).add(reader);
    }
  }

  /** Who reads a new registry, if it replaces one; null if not. */
  @Nullable Object take(MeterRegistry registry) {
    Deque<Object> readers = byKind.get(kind(registry));
    return readers == null ? null : readers.poll();
  }

  private static String kind(MeterRegistry registry) {
    return registry.getClass().getName();
  }
}
