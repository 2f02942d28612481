package io.costspan.provider;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Helps with parts of URLs. */
final class Urls {
  private Urls() {}

  /** Decodes percent encoding; text that is not encoded correctly is left unchanged. */
  static String decode(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      return text;
    }
  }

  /**
   * The value of a query parameter, or null.
   *
   * @param between the separator between its values if it is repeated
   */
  static @Nullable String parameter(@Nullable String query, String name, String between) {
    String values = null;
    int start = 0;
    while (query != null && start < query.length()) {
      int end = query.indexOf('&', start);
      end = end < 0 ? query.length() : end;
      int value = start + name.length() + 1;
      if (value <= end && query.startsWith(name, start) && query.charAt(value - 1) == '=') {
        String next = decode(query.substring(value, end));
        values = values == null ? next : values + between + next;
      }
      start = end + 1;
    }
    return values;
  }
}
