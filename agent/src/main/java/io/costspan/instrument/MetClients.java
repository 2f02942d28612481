package io.costspan.instrument;

import io.costspan.health.Log;
import io.costspan.health.State;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/** The clients whose classes were woven. */
public final class MetClients {
  private static final Set<String> NAMES = new ConcurrentSkipListSet<>();

  private MetClients() {}

  static void add(String name) {
    if (!name.isEmpty() && NAMES.add(name)) {
      State.show(State.Entry.CLIENTS, MetClients::names);
      say(name);
    }
  }

  /** Says it again, because the level of the log may not have been known yet. */
  public static void say() {
    NAMES.forEach(MetClients::say);
  }

  private static void say(String name) {
    Log.info("calls of " + name + " are watched from now on");
  }

  private static List<String> names() {
    return List.copyOf(NAMES);
  }
}
