package io.costspan.provider;

import io.costspan.usage.Billing;
import io.costspan.usage.Reasons;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The operations of a provider by method and path below its base. */
final class Operations {
  private static final Set<String> READING = Set.of("GET", "HEAD", "DELETE", "OPTIONS");
  private static final String ANY_METHOD = "*";

  /** A path and what is done there. */
  record Entry(PathPattern path, Operation operation) {}

  private final Map<String, List<Entry>> byMethod = new HashMap<>();
  private final Operation free;
  private final Operation unknown;

  Operations(String provider) {
    free = new FixedOperation(provider, "free", Billing.free(Reasons.NOT_BILLABLE));
    unknown = new FixedOperation(provider, "unknown", Billing.unknown(Reasons.UNKNOWN_OPERATION));
  }

  void add(String method, String path, Operation operation) {
    List<Entry> entries = byMethod.computeIfAbsent(method, key -> new ArrayList<>());
    entries.add(new Entry(new PathPattern(path), operation));
    entries.sort(Comparator.comparing(Entry::path));
  }

  /** Whatever is done at that path costs nothing. */
  void addFree(String path) {
    add(ANY_METHOD, path, free);
  }

  /** Whatever is done at that path cannot be told. */
  void addUnrated(String path) {
    add(ANY_METHOD, path, unknown);
  }

  /** The operation at that path from a position on, or null if none is known. */
  @Nullable Entry find(String method, String path, int from) {
    Entry found = find(byMethod.get(method), path, from);
    return found == null ? find(byMethod.get(ANY_METHOD), path, from) : found;
  }

  private static @Nullable Entry find(@Nullable List<Entry> entries, String path, int from) {
    for (int i = 0; entries != null && i < entries.size(); i++) {
      if (entries.get(i).path().covers(path, from)) {
        return entries.get(i);
      }
    }
    return null;
  }

  /** What a request for an unknown path is: reading costs nothing, other work may. */
  Operation other(String method) {
    return READING.contains(method) ? free : unknown;
  }
}
