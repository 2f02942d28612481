package io.costspan.telemetry.logging;

import io.costspan.health.Log;
import org.jspecify.annotations.Nullable;

/**
 * Shows what libraries find worth a warning at our log level debug; what matters to users, we say
 * ourselves.
 */
public final class Logger {
  private static final Logger INSTANCE = new Logger();

  private Logger() {}

  public static Logger getLogger(String name) {
    return INSTANCE;
  }

  public boolean isLoggable(Level level) {
    return level.compareTo(Level.WARNING) <= 0;
  }

  public void log(Level level, String message) {
    if (isLoggable(level)) {
      Log.debug(message);
    }
  }

  public void log(Level level, String message, @Nullable Throwable cause) {
    log(level, message + ": " + cause);
  }

  public void log(Level level, String message, @Nullable Object[] parameters) {
    log(level, message);
  }

  public void log(Level level, String message, @Nullable Object parameter) {
    log(level, message);
  }

  public void warning(String message) {
    log(Level.WARNING, message);
  }

  public void info(String message) {
    log(Level.INFO, message);
  }

  public void fine(String message) {
    log(Level.FINE, message);
  }
}
