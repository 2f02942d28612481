package io.costspan.usage;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The URL of a call and values captured from it. Never shown, because a path may contain an id or a
 * key.
 *
 * @param host in lower case
 * @param captured values captured by the names in host and path patterns, such as {@code
 *     deployment}
 */
public record CallUrl(String host, String path, Map<String, String> captured) {
  public static final CallUrl NONE = new CallUrl("", "", Map.of());

  /** The captured value of that name, or {@code host} or {@code path}; null if there is none. */
  public @Nullable String get(String name) {
    String value = captured.get(name);
    if (value != null) {
      return value;
    }
    return switch (name) {
      case "host" -> host;
      case "path" -> path;
      default -> null;
    };
  }
}
