package io.costspan.provider;

import io.costspan.usage.Reasons;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The operations of a provider by method, path below its base, and header. */
final class Operations {
  private static final String ANY_METHOD = "*";

  /** A pattern of requests and the operation that they ask for. */
  record Entry(RequestPattern request, Operation operation) {}

  private final Map<String, List<Entry>> byMethod = new HashMap<>();
  private boolean askHeaders;
  private final Operation free;
  private final Operation unknown;

  Operations(String provider) {
    free = new FixedOperation(provider, "free", Reasons.NOT_BILLABLE);
    unknown = new FixedOperation(provider, "unknown", null);
  }

  void add(String method, RequestPattern request, Operation operation) {
    List<Entry> entries = byMethod.computeIfAbsent(method, key -> new ArrayList<>());
    entries.add(new Entry(request, operation));
    askHeaders |= request.header() != null;
    entries.sort(Comparator.comparing(Entry::request));
  }

  /** Whether the operation of any request depends on more than its method and path. */
  boolean askHeaders() {
    return askHeaders;
  }

  /** Declares that requests of that pattern cost nothing. */
  void addFree(RequestPattern request) {
    add(ANY_METHOD, request, free);
  }

  /** Declares that requests of that pattern cannot be rated. */
  void addUnrated(RequestPattern request) {
    add(ANY_METHOD, request, unknown);
  }

  /**
   * The operation of a request whose path is matched from a position on, or null if none is known.
   */
  @Nullable Entry find(Request request, int from) {
    Entry found = find(byMethod.get(request.method()), request, from);
    Entry any = find(byMethod.get(ANY_METHOD), request, from);
    boolean better = found == null || (any != null && any.request().compareTo(found.request()) < 0);
    return better ? any : found;
  }

  private static @Nullable Entry find(@Nullable List<Entry> entries, Request request, int from) {
    for (int i = 0; entries != null && i < entries.size(); i++) {
      if (entries.get(i).request().covers(request, from)) {
        return entries.get(i);
      }
    }
    return null;
  }

  /**
   * The operation for a request with an unknown path: reading costs nothing, other work may cost
   * something.
   */
  Operation other(Request request) {
    return request.isBodiless() ? free : unknown;
  }
}
