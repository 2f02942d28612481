package io.costspan.provider;

import java.util.ArrayList;
import java.util.List;

/** What a provider's hosts do: operations below some base paths. */
record Service(List<PathPattern> bases, Operations operations) {
  /** The same where the provider's own base path may be left out. */
  Service withoutBase() {
    List<PathPattern> all = new ArrayList<>(bases);
    all.add(new PathPattern(""));
    return new Service(all, operations);
  }
}
