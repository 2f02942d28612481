package io.costspan.provider;

/** Host names, which are ASCII and of any case. */
final class Hosts {
  private Hosts() {}

  /** Whether {@code lower} stands in the host at that position. */
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
