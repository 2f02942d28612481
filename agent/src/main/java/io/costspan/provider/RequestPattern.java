package io.costspan.provider;

import io.costspan.json.JsonValue;
import io.costspan.wire.Headers;
import java.util.Comparator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A pattern of requests: a path, optionally followed by a space and a header, whose value may end
 * with {@code *} to match all values that begin like it: {@code / x-amz-target:Textract.Get*}.
 */
record RequestPattern(PathPattern path, @Nullable HeaderPattern header)
    implements Comparable<RequestPattern> {
  private static final Comparator<HeaderPattern> LONGEST_FIRST =
      Comparator.comparing(HeaderPattern::isPrefix)
          .thenComparing(Comparator.comparingInt(HeaderPattern::length).reversed());

  /** A header that a request must have. */
  private record HeaderPattern(String name, String value) {
    boolean isPrefix() {
      return value.endsWith("*");
    }

    int length() {
      return value.length();
    }

    boolean matches(Headers headers) {
      String found = headers.get(name);
      return found != null
          && (isPrefix()
              ? found.regionMatches(0, value, 0, value.length() - 1)
              : found.equals(value));
    }
  }

  /**
   * Reads a pattern.
   *
   * @param at where it is written, for error messages
   */
  static RequestPattern parse(JsonValue at, String text) {
    int blank = text.indexOf(' ');
    if (blank < 0) {
      return new RequestPattern(new PathPattern(text), null);
    }
    int colon = text.indexOf(':', blank);
    if (colon <= blank + 1 || colon == text.length() - 1) {
      throw at.error("\"" + text + "\" should be a path, or a path, a space and header-name:value");
    }
    return new RequestPattern(
        new PathPattern(text.substring(0, blank)),
        new HeaderPattern(text.substring(blank + 1, colon), text.substring(colon + 1)));
  }

  /** Whether the pattern matches a request whose operation begins at that position of its path. */
  boolean covers(Request request, int from) {
    return path.covers(request.path(), from)
        && (header == null || header.matches(request.headers()));
  }

  void capture(String requestPath, int from, Map<String, String> captured) {
    path.follow(requestPath, from, captured);
  }

  /** The more specific pattern first. */
  @Override
  public int compareTo(RequestPattern other) {
    int order = path.compareTo(other.path);
    return order != 0 ? order : Comparator.nullsLast(LONGEST_FIRST).compare(header, other.header);
  }
}
