package io.costspan.instrument;

import io.costspan.health.Log;
import io.costspan.health.State;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/** The clients that were loaded: those whose classes were woven, and those that are not watched. */
public final class MetClients {
  private static final Set<String> NAMES = new ConcurrentSkipListSet<>();

  private static final Set<String> UNWATCHED = new ConcurrentSkipListSet<>();

  /** Why which of them were left alone after all. */
  private static final Set<String> LEFT = new ConcurrentSkipListSet<>();

  private static volatile boolean isLogReady;

  private MetClients() {}

  static void add(String name) {
    if (!name.isEmpty() && NAMES.add(name)) {
      State.show(State.Entry.CLIENTS, () -> List.copyOf(NAMES));
      say(name);
    }
  }

  /** Returns whether the client is new. */
  static boolean addUnwatched(String name) {
    boolean first = UNWATCHED.add(name);
    if (first) {
      State.show(State.Entry.UNWATCHED, () -> List.copyOf(UNWATCHED));
      sayUnwatched(name);
    }
    return first;
  }

  /**
   * A client turned out not to be as expected and is left alone.
   *
   * @param name empty for what is no client
   */
  static void leave(String name, String why) {
    String what =
        (name.isEmpty() ? "What is woven" : name)
            + " has a version that this agent does not know ("
            + why
            + "); "
            + (name.isEmpty() ? "it is left alone" : "its calls are not rated");
    LEFT.add(what);
    if (isLogReady) {
      Log.warn(what);
    }
    if (!name.isEmpty()) {
      NAMES.remove(name);
      addUnwatched(name);
    }
  }

  /** Says it again, because the level of the log may not have been known yet. */
  public static void say() {
    isLogReady = true;
    LEFT.forEach(Log::warn);
    NAMES.forEach(MetClients::say);
    UNWATCHED.forEach(MetClients::sayUnwatched);
  }

  private static void say(String name) {
    Log.info("calls of " + name + " are watched from now on");
  }

  private static void sayUnwatched(String name) {
    Log.info(name + " was loaded, whose calls are not watched");
  }
}
