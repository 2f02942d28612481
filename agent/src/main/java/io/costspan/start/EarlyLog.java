package io.costspan.start;

import io.costspan.health.Log;
import io.costspan.health.OwnThreads;
import io.costspan.health.OwnVersion;
import java.util.Locale;

/**
 * What {@code log=info} says of an agent that waits for something to do, or that has nothing to do.
 * Loaded only with that option.
 */
final class EarlyLog {
  /** How the line at the exit of a JVM without AI calls begins. */
  static final String NO_CALL = "no AI call was seen";

  private EarlyLog() {}

  static boolean isWanted(String level) {
    return level.equals("info") || level.equals("debug");
  }

  /** Says why nothing is watched. */
  static void stepAside(String level) {
    setLevel(level);
    Log.info("version " + OwnVersion.text() + " watches nothing: this is a tool of the JDK");
  }

  private static void setLevel(String level) {
    Log.setLevel(Log.Level.valueOf(level.toUpperCase(Locale.ROOT)));
  }

  /**
   * @param engine whose exit says more once it has begun
   */
  static void begin(String level, EngineStart engine) {
    setLevel(level);
    Log.info(
        "version " + OwnVersion.text() + " is attached and waits for an HTTP client to be loaded");
    Runnable sayAtExit =
        () -> {
          if (!engine.hasBegun()) {
            Log.info(NO_CALL + ": no HTTP client that the agent watches was loaded");
          }
        };
    Runtime.getRuntime().addShutdownHook(OwnThreads.daemon("costspan-exit-info", sayAtExit));
  }
}
