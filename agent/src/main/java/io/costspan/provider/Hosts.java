package io.costspan.provider;

/** Helps with host names, which are ASCII and case-insensitive. */
final class Hosts {
  private Hosts() {}

  /** Whether the host contains {@code lower} at that position, ignoring case. */
  static boolean regionMatches(String host, int at, String lower) {
    int length = lower.length();
    if (at + length > host.length()) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (lower(host.charAt(at + i)) != lower.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
  }
}
