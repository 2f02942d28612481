package io.costspan.provider;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A pattern for host names: {@code *} stands for any characters, {@code {name}} for one label,
 * which is captured. Ignores case; matching allocates nothing.
 */
final class HostPattern {
  private final String[] literals;
  private final @Nullable String[] names;

  HostPattern(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    literals = lower.split("\\*|\\{[^}]*}", -1);
    names = new String[literals.length - 1];
    int position = 0;
    for (int i = 0; i < names.length; i++) {
      position += literals[i].length();
      boolean any = lower.charAt(position) == '*';
      int end = any ? position : lower.indexOf('}', position);
      names[i] = any ? null : lower.substring(position + 1, end);
      position = end + 1;
    }
  }

  /** Whether the text is a plain host name. */
  static boolean isExact(String text) {
    return text.indexOf('*') < 0 && text.indexOf('{') < 0;
  }

  /** The number of literal characters at the beginning of a pattern. */
  static int head(String text) {
    int head = 0;
    while (text.charAt(head) != '*' && text.charAt(head) != '{') {
      head++;
    }
    return head;
  }

  /** The number of literal characters at the end of a pattern. */
  static int tail(String text) {
    return text.length() - 1 - Math.max(text.lastIndexOf('*'), text.lastIndexOf('}'));
  }

  boolean matches(String host) {
    int tail = host.length() - literals[literals.length - 1].length();
    return tail > 0
        && Hosts.regionMatches(host, 0, literals[0])
        && Hosts.regionMatches(host, tail, literals[literals.length - 1])
        && follow(host, literals[0].length(), 0, null);
  }

  /** The values captured from a matching host, by name. */
  Map<String, String> captured(String host) {
    Map<String, String> captured = new HashMap<>();
    follow(host, literals[0].length(), 0, captured);
    return captured;
  }

  /**
   * Whether the rest of the host, from that position on, matches the parts of the pattern from
   * {@code place} on.
   */
  private boolean follow(
      String host, int position, int place, @Nullable Map<String, String> captured) {
    if (place == names.length) {
      return position == host.length();
    }
    String next = literals[place + 1];
    for (int end = position + 1; end + next.length() <= host.length(); end++) {
      if (names[place] != null && host.charAt(end - 1) == '.') {
        return false;
      }
      if (Hosts.regionMatches(host, end, next)
          && follow(host, end + next.length(), place + 1, captured)) {
        if (captured != null && names[place] != null) {
          captured.put(names[place], host.substring(position, end).toLowerCase(Locale.ROOT));
        }
        return true;
      }
    }
    return false;
  }
}
