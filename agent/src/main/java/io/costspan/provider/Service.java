package io.costspan.provider;

import java.util.ArrayList;
import java.util.List;

/**
 * What a provider's hosts offer: operations below some base paths.
 *
 * @param anywhere whether the base paths may begin at any segment of a path
 * @param rated whether calls are rated here; those that a gateway rates are only counted
 */
record Service(List<PathPattern> bases, Operations operations, boolean anywhere, boolean rated) {
  Service(List<PathPattern> bases, Operations operations, boolean anywhere) {
    this(bases, operations, anywhere, true);
  }

  /** The same service behind a gateway that rates the calls. */
  Service counted() {
    return new Service(bases, operations, anywhere, false);
  }

  /** An operation of this service, as its calls are treated here. */
  Operation treated(Operation operation) {
    return rated ? operation : new CountedOperation(operation);
  }

  /** The same service, with the provider's own base path being optional. */
  Service withoutBase() {
    if (anywhere) {
      return this;
    }
    List<PathPattern> all = new ArrayList<>(bases);
    all.add(new PathPattern(""));
    return new Service(all, operations, anywhere, rated);
  }
}
