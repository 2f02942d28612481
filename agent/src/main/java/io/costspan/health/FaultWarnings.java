package io.costspan.health;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Warns once of each reason for lost or uncertain money. */
public final class FaultWarnings {
  private static final Set<String> SAID = ConcurrentHashMap.newKeySet();

  private FaultWarnings() {}

  /** Says what is new since the last time. Only for threads of ours, because it writes. */
  public static void say() {
    Faults.counts()
        .forEach(
            (reason, count) -> {
              if (FaultNotes.isNews(reason) && SAID.add(reason)) {
                Log.warn(FaultNotes.sentence(reason, count) + "; more of it is only counted");
              }
            });
  }
}
