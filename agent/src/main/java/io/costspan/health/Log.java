package io.costspan.health;

import java.util.Locale;

/**
 * The agent's own log: single lines on stderr, never through a logging framework, because an
 * application may configure those later. Never logs a body, a key or a query string.
 */
public final class Log {
  /** How much to say; the values of the option {@code log}. */
  public enum Level {
    OFF,
    ERROR,
    WARN,
    INFO,
    DEBUG
  }

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

  public static void info(String message) {
    log(Level.INFO, message);
  }

  public static void debug(String message) {
    log(Level.DEBUG, message);
  }

  private static void log(Level level, String message) {
    if (level.compareTo(threshold) <= 0) {
      System.err.println("[costspan] " + level.name().toLowerCase(Locale.ROOT) + ": " + message);
    }
  }
}
