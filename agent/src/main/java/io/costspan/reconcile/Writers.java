package io.costspan.reconcile;

import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Who wrote the ledgers. */
final class Writers {
  /** More than anybody reads. */
  private static final int LIMIT = 1_000;

  private final Set<String> services = new TreeSet<>();
  private final Set<String> hosts = new TreeSet<>();
  private final Set<String> instances = new TreeSet<>();

  void add(@Nullable String service, @Nullable String host, @Nullable String instance) {
    add(service, services);
    add(host, hosts);
    add(instance, instances);
  }

  private static void add(@Nullable String name, Set<String> names) {
    if (name != null && names.size() < LIMIT) {
      names.add(name);
    }
  }

  Set<String> services() {
    return services;
  }

  Set<String> hosts() {
    return hosts;
  }

  int instances() {
    return instances.size();
  }
}
