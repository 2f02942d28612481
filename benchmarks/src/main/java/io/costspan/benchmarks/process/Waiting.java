package io.costspan.benchmarks.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/** Where threads waited for locks, by a flight recording. */
final class Waiting {
  private Waiting() {}

  /** A method that waited, and for how long in all. */
  record Place(String method, double millis) {
    boolean isOurs() {
      return method.startsWith("io.costspan.") && !method.startsWith("io.costspan.benchmarks.");
    }

    @Override
    public String toString() {
      return "%s%s %.1f ms".formatted(isOurs() ? "OURS " : "", method, millis);
    }
  }

  static List<Place> top(Path recording, int limit) throws IOException {
    Map<String, Double> millis = new HashMap<>();
    try (RecordingFile file = new RecordingFile(recording)) {
      while (file.hasMoreEvents()) {
        RecordedEvent event = file.readEvent();
        if (isForLock(event) && event.getStackTrace() != null) {
          double took = event.getDuration().toNanos() / 1e6;
          millis.merge(method(event.getStackTrace().getFrames()), took, Double::sum);
        }
      }
    }
    return millis.entrySet().stream()
        .map(entry -> new Place(entry.getKey(), entry.getValue()))
        .sorted(Comparator.comparingDouble(Place::millis).reversed())
        .limit(limit)
        .toList();
  }

  /** Not for work, for an answer or for a moment: only for what another thread holds. */
  private static boolean isForLock(RecordedEvent event) {
    if (event.getEventType().getName().equals("jdk.JavaMonitorEnter")) {
      return true;
    }
    RecordedClass parked = event.hasField("parkedClass") ? event.getClass("parkedClass") : null;
    return parked != null
        && (parked.getName().contains("Lock$") || parked.getName().contains("Semaphore$"));
  }

  /** The innermost one that is not the lock's own. */
  private static String method(List<RecordedFrame> frames) {
    return frames.stream()
        .map(frame -> frame.getMethod().getType().getName() + "." + frame.getMethod().getName())
        .filter(name -> !name.startsWith("java.util.concurrent.locks."))
        .filter(name -> !name.startsWith("java.util.concurrent.Semaphore."))
        .filter(name -> !name.startsWith("jdk.internal.misc."))
        .findFirst()
        .orElse("unknown");
  }
}
