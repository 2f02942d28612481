package io.costspan.wire;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the values of {@code Content-Type} and {@code Content-Disposition}. */
final class MediaType {
  private static final String JSON = "application/json";

  /** The bit that makes letters small. */
  private static final int SMALL = 0x20;

  private static final Pattern PARAMETER =
      Pattern.compile(";\\s*([^\\s=;]+)\\s*=\\s*(?:\"([^\"]*)\"|([^\\s;]*))");

  private MediaType() {}

  /** Whether the type begins with the prefix, ignoring case; false if there is no type. */
  static boolean startsWith(@Nullable String type, String prefix) {
    return type != null && type.regionMatches(true, 0, prefix, 0, prefix.length());
  }

  /** Whether the type is that of a single JSON document, as most are. */
  static boolean isJson(@Nullable String type) {
    return type != null
        && startsWith(type, JSON)
        && (type.length() == JSON.length() || type.charAt(JSON.length()) == ';');
  }

  /**
   * Whether the type contains the text, ignoring case.
   *
   * @param part begins with a small letter
   */
  static boolean contains(@Nullable String type, String part) {
    if (type == null) {
      return false;
    }
    for (int at = 0; at + part.length() <= type.length(); at++) {
      boolean begins = (type.charAt(at) | SMALL) == part.charAt(0);
      if (begins && type.regionMatches(true, at, part, 0, part.length())) {
        return true;
      }
    }
    return false;
  }

  /** The value of a parameter, or null. */
  static @Nullable String parameter(@Nullable String header, String name) {
    if (header == null) {
      return null;
    }
    Matcher matcher = PARAMETER.matcher(header);
    while (matcher.find()) {
      if (matcher.group(1).equalsIgnoreCase(name)) {
        return matcher.group(2) == null ? matcher.group(3) : matcher.group(2);
      }
    }
    return null;
  }
}
