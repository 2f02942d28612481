package io.costspan.usage;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a call's URL says. Never shown, because an id or a key may stand in a path.
 *
 * @param host in lower case
 * @param captured values by the names in host and path patterns, such as {@code deployment}
 */
public record CallUrl(String host, String path, Map<String, String> captured) {
  public static final CallUrl NONE = new CallUrl("", "", Map.of());

  /** The value of that name, also of {@code host} and {@code path}; null if nothing is known. */
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
