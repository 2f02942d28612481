package io.costspan.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A pattern for URL paths. A segment may capture a value ({@code {model}}), with literal text
 * around it ({@code {model}:generateContent}) or only certain values ({@code
 * {model=imagen-*}:predict}). {@code {app**}} captures several segments at once, and a final {@code
 * **} matches any rest. Repeated and trailing slashes are ignored.
 */
final class PathPattern implements Comparable<PathPattern> {
  private static final String MANY = "**";

  /**
   * One segment; {@code name} is null for a literal, which is then the prefix.
   *
   * @param from where in the segment the captured value begins, since it may include the end of the
   *     prefix
   * @param many whether it matches as many segments as the following ones leave over
   */
  private record Segment(
      String prefix, int from, @Nullable String name, String suffix, boolean many) {
    static Segment of(String text) {
      int open = text.indexOf('{');
      int close = text.indexOf('}');
      return open < 0 || close < open
          ? new Segment(text, 0, null, "", false)
          : capturing(
              text.substring(0, open), text.substring(open + 1, close), text.substring(close + 1));
    }

    private static Segment capturing(String before, String capture, String after) {
      boolean many = capture.endsWith(MANY);
      String one = many ? capture.substring(0, capture.length() - MANY.length()) : capture;
      int equals = one.indexOf('=');
      String begin = equals < 0 ? "" : one.substring(equals + 1).replaceFirst("\\*$", "");
      String name = equals < 0 ? one : one.substring(0, equals);
      return new Segment(before + begin, before.length(), name, after, many);
    }

    boolean matches(String path, int start, int end) {
      int length = end - start;
      int around = prefix.length() + suffix.length();
      return (name == null ? length == around : length >= around && length > from + suffix.length())
          && path.startsWith(prefix, start)
          && path.startsWith(suffix, end - suffix.length());
    }

    String captured(String path, int start, int end) {
      return Urls.decode(path.substring(start + from, end - suffix.length()));
    }

    /** Literals come before captures, longer literals before shorter ones. */
    int rank() {
      int fixed = prefix.length() + suffix.length();
      return name == null ? Integer.MIN_VALUE : many ? 1 : -fixed;
    }
  }

  private final List<Segment> segments = new ArrayList<>();
  private final boolean rest;
  private final boolean captures;

  PathPattern(String text) {
    rest = text.endsWith(MANY);
    for (String segment : text.split("/")) {
      if (!segment.isEmpty() && !segment.equals(MANY)) {
        segments.add(Segment.of(segment));
      }
    }
    captures = segments.stream().anyMatch(segment -> segment.name() != null);
  }

  /**
   * Matches the pattern against a path.
   *
   * @return the position in the path where the match ends, -1 if there is none
   */
  int follow(String path, int from) {
    return follow(path, from, null);
  }

  /** Same as {@link #follow(String, int)}, but also stores captured values in the map. */
  int follow(String path, int from, @Nullable Map<String, String> captured) {
    int position = from;
    for (int i = 0; i < segments.size(); i++) {
      Segment segment = segments.get(i);
      int start = skipSlashes(path, position);
      int end = segment.many() ? endBefore(segments.size() - 1 - i, path) : segmentEnd(path, start);
      if (start == position && start != 0 || !segment.matches(path, start, end)) {
        return -1;
      }
      if (captured != null && segment.name() != null) {
        captured.put(segment.name(), segment.captured(path, start, end));
      }
      position = end;
    }
    return rest ? path.length() : position;
  }

  /** Whether it captures any value. */
  boolean captures() {
    return captures;
  }

  /** Whether the pattern matches any rest. */
  boolean isOpen() {
    return rest;
  }

  /** Whether the pattern matches the path from that position to its end. */
  boolean covers(String path, int from) {
    int end = follow(path, from);
    return end >= 0 && skipSlashes(path, end) == path.length();
  }

  private static int skipSlashes(String path, int position) {
    int next = position;
    while (next < path.length() && path.charAt(next) == '/') {
      next++;
    }
    return next;
  }

  /** The position where the path ends without its last segments. */
  private static int endBefore(int segments, String path) {
    int end = trimmed(path, path.length());
    for (int i = 0; i < segments; i++) {
      end = trimmed(path, path.lastIndexOf('/', end - 1));
    }
    return end;
  }

  private static int trimmed(String path, int end) {
    int last = Math.max(end, 0);
    while (last > 0 && path.charAt(last - 1) == '/') {
      last--;
    }
    return last;
  }

  private static int segmentEnd(String path, int start) {
    int slash = path.indexOf('/', start);
    return slash < 0 ? path.length() : slash;
  }

  /** The more specific pattern first. */
  @Override
  public int compareTo(PathPattern other) {
    int common = Math.min(segments.size(), other.segments.size());
    for (int i = 0; i < common; i++) {
      int order = Integer.compare(segments.get(i).rank(), other.segments.get(i).rank());
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(other.segments.size(), segments.size());
  }
}
