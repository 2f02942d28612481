package io.costspan.provider;

import io.costspan.reading.RequestHead;
import io.costspan.wire.Headers;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The head of a request that a client sends. Created only for hosts that are AI endpoints.
 *
 * @param path raw, begins with a slash
 * @param query raw, without the question mark, null if there is none
 */
public record Request(String method, String path, @Nullable String query, Headers headers)
    implements RequestHead {
  private static final Set<String> BODILESS = Set.of("GET", "HEAD", "DELETE", "OPTIONS");

  /** The method that opens a WebSocket (RFC 8441): unlike GET, it may cost something. */
  public static final String SOCKET = "CONNECT";

  private static final String QUERY = "query:";
  private static final String HEADER = "header:";

  /**
   * A request with a target as in the request line: in origin form ({@code /path?query}) or
   * absolute.
   */
  public static Request of(String method, String target, Headers headers) {
    String withoutFragment = before('#', target);
    String path = before('?', withoutFragment);
    String query =
        path.length() == withoutFragment.length()
            ? null
            : withoutFragment.substring(path.length() + 1);
    return new Request(method, withoutAuthority(path), query, headers);
  }

  private static String before(char mark, String text) {
    int at = text.indexOf(mark);
    return at < 0 ? text : text.substring(0, at);
  }

  private static String withoutAuthority(String path) {
    int scheme = path.startsWith("/") ? -1 : path.indexOf("://");
    int slash = scheme < 0 ? 0 : path.indexOf('/', scheme + 3);
    if (slash < 0 || path.isEmpty()) {
      return "/";
    }
    return path.substring(slash);
  }

  /**
   * Whether requests with that method usually have no body, because they read or delete something.
   */
  public boolean isBodiless() {
    return BODILESS.contains(method);
  }

  boolean isSocket() {
    return method.equals(SOCKET);
  }

  @Override
  public @Nullable String get(String place) {
    if (place.startsWith(HEADER)) {
      return headers.get(place.substring(HEADER.length()));
    }
    String name = place.substring(QUERY.length());
    return name.endsWith(ALL)
        ? Urls.parameter(query, name.substring(0, name.length() - ALL.length()), "")
        : Urls.parameter(query, name, ",");
  }
}
