package io.costspan.provider;

import java.util.ArrayList;
import java.util.List;

/**
 * What a provider's hosts offer: operations below some base paths.
 *
 * @param anywhere whether the base paths may begin at any segment of a path
 */
record Service(List<PathPattern> bases, Operations operations, boolean anywhere) {
  /** The same service, with the provider's own base path being optional. */
  Service withoutBase() {
    if (anywhere) {
      return this;
    }
    List<PathPattern> all = new ArrayList<>(bases);
    all.add(new PathPattern(""));
    return new Service(all, operations, anywhere);
  }
}
