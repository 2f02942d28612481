package io.costspan.provider;

import io.costspan.usage.CallUrl;
import io.costspan.usage.Headers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A host and port of the catalog.
 *
 * @param places where operations begin, longest first
 * @param captured what the host's pattern captured
 */
record ListedEndpoint(String host, int port, List<Place> places, Map<String, String> captured)
    implements Endpoint {
  private static final String QUERY = "query:";
  private static final String HEADER = "header:";

  /** One base path of a site. */
  record Place(String root, PathPattern base, Operations operations) {
    /** Where in a path this place's operations begin, -1 if the path lies elsewhere. */
    int start(String path) {
      int end = root.length();
      boolean below =
          path.startsWith(root) && (path.length() == end || path.charAt(end) == '/' || end == 0);
      return below ? base.follow(path, end) : -1;
    }
  }

  @Override
  public @Nullable OperationMatch match(
      String method, String path, @Nullable String query, Headers requestHeaders) {
    Operations nearest = null;
    for (Place place : places) {
      int start = place.start(path);
      if (start >= 0) {
        Operations.Entry entry = place.operations().find(method, path, start, requestHeaders);
        if (entry != null) {
          Map<String, String> url = capture(place, entry, path, start);
          return match(entry.operation(), new CallUrl(host, path, url), query, requestHeaders);
        }
        nearest = nearest == null ? place.operations() : nearest;
      }
    }
    return nearest == null ? null : new OperationMatch(nearest.other(method), CallUrl.NONE);
  }

  private Map<String, String> capture(Place place, Operations.Entry entry, String path, int start) {
    Map<String, String> url = new HashMap<>(captured);
    place.base().follow(path, place.root().length(), url);
    entry.request().capture(path, start, url);
    return url;
  }

  private static OperationMatch match(
      Operation operation, CallUrl url, @Nullable String query, Headers headers) {
    if (operation instanceof ReadOperation read) {
      for (String wanted : read.wanted()) {
        String value = value(wanted, query, headers);
        if (value != null) {
          url.captured().put(wanted, value);
        }
      }
    }
    return new OperationMatch(operation, url);
  }

  private static @Nullable String value(String wanted, @Nullable String query, Headers headers) {
    if (wanted.startsWith(QUERY)) {
      return Urls.parameter(query, wanted.substring(QUERY.length()));
    }
    return wanted.startsWith(HEADER) ? headers.get(wanted.substring(HEADER.length())) : null;
  }
}
