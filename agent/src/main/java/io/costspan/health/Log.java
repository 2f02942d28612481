package io.costspan.health;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The agent's own log: single lines on stderr. It never uses a logging framework, because the
 * application may configure that later. The same line appears at most once a minute. Never logs a
 * body, a key or a query string.
 */
public final class Log {
  /** How much is logged; the values of the option {@code log}. */
  public enum Level {
    OFF,
    ERROR,
    WARN,
    INFO,
    DEBUG
  }

  private static final long REPEAT_NANOS = 60_000_000_000L;
  private static final int REMEMBERED = 10_000;

  /** When each line was last logged, by {@link #mark}, the oldest first. */
  private static final Map<Long, Long> SAID =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Long> eldest) {
          return size() > REMEMBERED;
        }
      };

  private static volatile Level threshold = Level.WARN;

  private Log() {}

  public static void setLevel(Level level) {
    threshold = level;
  }

  public static void error(String message) {
    log(Level.ERROR, message);
  }

  public static void warn(String message) {
    log(Level.WARN, message);
  }

  /** What is loaded and in force, for those who want to know. */
  public static void info(String message) {
    log(Level.INFO, message);
  }

  public static void debug(String message) {
    log(Level.DEBUG, message);
  }

  /** Whether lines of that level are written. */
  public static boolean shows(Level level) {
    return level.compareTo(threshold) <= 0;
  }

  private static void log(Level level, String message) {
    if (!shows(level)) {
      return;
    }
    String line = Excerpt.ofMessage(message);
    if (isNews(line, System.nanoTime())) {
      System.err.println("[costspan] " + level.name().toLowerCase(Locale.ROOT) + ": " + line);
    }
  }

  static boolean isNews(String message, long nowNanos) {
    synchronized (SAID) {
      long mark = mark(message);
      Long last = SAID.get(mark);
      boolean news = last == null || nowNanos - last >= REPEAT_NANOS;
      if (news) {
        SAID.remove(mark);
        SAID.put(mark, nowNanos);
      }
      return news;
    }
  }

  /** Identifies the line, at a fraction of its size. */
  private static long mark(String line) {
    long mark = line.length();
    for (int i = 0; i < line.length(); i++) {
      mark = mark * 0x5851F42D4C957F2DL + line.charAt(i);
    }
    return mark;
  }
}
