package io.costspan.provider;

import java.util.ArrayList;
import java.util.List;

/**
 * What a provider's hosts do: operations below some base paths.
 *
 * @param anywhere whether these may begin at any segment of a path
 */
record Service(List<PathPattern> bases, Operations operations, boolean anywhere) {
  /** The same where the provider's own base path may be left out. */
  Service withoutBase() {
    if (anywhere) {
      return this;
    }
    List<PathPattern> all = new ArrayList<>(bases);
    all.add(new PathPattern(""));
    return new Service(all, operations, anywhere);
  }
}
