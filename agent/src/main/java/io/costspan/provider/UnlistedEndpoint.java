package io.costspan.provider;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A host that no file lists, whose operations are recognised by the ends of their paths. */
record UnlistedEndpoint(String host, int port, Service service) implements Endpoint {
  private static final PathPattern NO_BASE = new PathPattern("");

  @Override
  public @Nullable OperationMatch match(Request request) {
    String path = request.path();
    for (int root = path.indexOf('/'); root >= 0; root = path.indexOf('/', root + 1)) {
      OperationMatch match = below(path.substring(0, root)).match(request);
      if (match != null && match.operation() instanceof ReadOperation) {
        return match;
      }
    }
    return null;
  }

  private ListedEndpoint below(String root) {
    ListedEndpoint.Place place = new ListedEndpoint.Place(root, NO_BASE, service);
    return new ListedEndpoint(host, port, List.of(place), Map.of());
  }
}
