package io.costspan.instrument;

import org.jspecify.annotations.Nullable;

/**
 * Path and query of a request line's target, both raw.
 *
 * @param path begins with a slash
 * @param query without the question mark, null if there is none
 */
public record RequestTarget(String path, @Nullable String query) {

  /** Splits a target in origin form ({@code /path?query}) or absolute form. */
  public static RequestTarget of(String target) {
    String withoutFragment = before('#', target);
    String path = before('?', withoutFragment);
    String query =
        path.length() == withoutFragment.length()
            ? null
            : withoutFragment.substring(path.length() + 1);
    return new RequestTarget(withoutAuthority(path), query);
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
}
