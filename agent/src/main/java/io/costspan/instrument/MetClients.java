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

  /** Says it again, because the level of the log may not have been known yet. */
  public static void say() {
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
