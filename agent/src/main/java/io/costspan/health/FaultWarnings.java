package io.costspan.health;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Warns once about each reason for lost or uncertain money. */
public final class FaultWarnings {
  private static final Set<String> SAID = ConcurrentHashMap.newKeySet();

  private FaultWarnings() {}

  /**
   * Warns about the reasons that are new since the last time. Only for the agent's own threads,
   * because it writes.
   */
  public static void say() {
    Faults.counts()
        .forEach(
            (reason, count) -> {
              if (FaultNotes.isNews(reason) && SAID.add(reason)) {
                Log.warn(FaultNotes.sentence(reason, count) + "; further ones are only counted");
              }
            });
  }
}
