package io.costspan.provider;

import io.costspan.reading.RequestHead;
import io.costspan.usage.CallUrl;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A host and port of the catalog. */
final class ListedEndpoint implements Endpoint {
  /** Applications send few kinds of requests to a host. A power of two. */
  private static final int RECENT = 16;

  /** Longer ones are not worth being kept. */
  private static final int USUAL_PATH = 200;

  private final String host;
  private final int port;
  private final List<Place> places;
  private final Map<String, String> captured;
  private final boolean asksHeaders;

  /** By path. Threads may overwrite each other's, which costs no more than to search again. */
  private final @Nullable Recent[] recent = new Recent[RECENT];

  /**
   * @param places where the paths of operations begin, longest first
   * @param captured what the host's pattern captured
   */
  ListedEndpoint(String host, int port, List<Place> places, Map<String, String> captured) {
    this.host = host;
    this.port = port;
    this.places = places;
    this.captured = captured;
    this.asksHeaders = places.stream().anyMatch(each -> each.service().operations().askHeaders());
  }

  @Override
  public String host() {
    return host;
  }

  @Override
  public int port() {
    return port;
  }

  /** What the host's pattern captured. */
  Map<String, String> captured() {
    return captured;
  }

  /** One base path of a site. */
  record Place(String root, PathPattern base, Service service) {
    /** The position after the base in a path, -1 if the path has another base. */
    int from(String path) {
      int end = root.length();
      boolean below =
          path.startsWith(root) && (path.length() == end || path.charAt(end) == '/' || end == 0);
      return below ? end : -1;
    }

    /** The next position after that at which the base may begin, -1 if there is none. */
    int next(String path, int from) {
      return service.anywhere() ? path.indexOf('/', from + 1) : -1;
    }
  }

  /**
   * An operation found in a path.
   *
   * @param from where the base begins
   * @param start where the operation's own pattern begins
   */
  private record Found(Place place, int from, int start, Operations.Entry entry) {
    /** Whether no other place can have a better match. */
    boolean isCertain() {
      return !place.service().anywhere()
          || (entry.operation() instanceof ReadOperation && !entry.request().path().isOpen());
    }
  }

  /** What was found last for requests of that method to that path. */
  private record Recent(String method, String path, @Nullable Found found) {
    boolean is(Request request) {
      return path.equals(request.path()) && method.equals(request.method());
    }
  }

  @Override
  public @Nullable OperationMatch match(Request request) {
    boolean unusual = asksHeaders || request.path().length() > USUAL_PATH;
    Found found = unusual ? find(request) : recall(request);
    if (found == null) {
      Service nearest = nearest(request);
      return nearest == null
          ? null
          : new OperationMatch(
              nearest.treated(nearest.operations().other(request)), CallUrl.NONE, RequestHead.NONE);
    }
    return new OperationMatch(
        found.place().service().treated(found.entry().operation()),
        new CallUrl(host, request.path(), capture(found, request.path())),
        request);
  }

  private @Nullable Found recall(Request request) {
    int slot = request.path().hashCode() & RECENT - 1;
    Recent known = recent[slot];
    if (known == null || !known.is(request)) {
      known = new Recent(request.method(), request.path(), find(request));
      recent[slot] = known;
    }
    return known.found();
  }

  private @Nullable Found find(Request request) {
    String path = request.path();
    Found first = null;
    for (Place place : places) {
      for (int from = place.from(path); from >= 0; from = place.next(path, from)) {
        Found found = find(place, from, request);
        if (found != null && found.isCertain()) {
          return found.place().service().anywhere() || first == null ? found : first;
        }
        first = first == null ? found : first;
      }
    }
    return first;
  }

  private static @Nullable Found find(Place place, int from, Request request) {
    int start = place.base().follow(request.path(), from);
    Operations.Entry entry = start < 0 ? null : place.service().operations().find(request, start);
    boolean stray =
        entry != null
            && entry.request().path().isOpen()
            && place.service().anywhere()
            && (from > place.root().length() || start == from);
    return entry == null || stray ? null : new Found(place, from, start, entry);
  }

  /** A socket may cost something on any path, also where no base of the provider is. */
  private @Nullable Service nearest(Request request) {
    String path = request.path();
    for (Place place : places) {
      int from = place.service().anywhere() ? -1 : place.from(path);
      if (from >= 0 && place.base().follow(path, from) >= 0) {
        return place.service();
      }
    }
    Service first = places.get(0).service();
    return request.isSocket() && !first.anywhere() ? first : null;
  }

  private Map<String, String> capture(Found found, String path) {
    if (!found.place().base().captures() && !found.entry().request().path().captures()) {
      return captured;
    }
    Map<String, String> url = new HashMap<>(captured);
    found.place().base().follow(path, found.from(), url);
    found.entry().request().capture(path, found.start(), url);
    return url;
  }
}
