package io.costspan.telemetry;

import io.costspan.health.Faults;
import io.costspan.health.Log;
import io.costspan.health.State;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether one backend accepts what is sent to it. Each export that it does not accept is counted;
 * the beginning and the end of an outage are reported by one line each.
 */
final class Outage {
  static final String METRICS = "metrics";
  static final String SPANS = "spans";

  private final String place;
  private final Set<String> failing = new TreeSet<>();
  private String lastError = "";

  /**
   * @param place host and port
   */
  Outage(String place) {
    this.place = place;
  }

  /**
   * Reports that an export was not accepted.
   *
   * @param signal {@link #METRICS} or {@link #SPANS}
   */
  synchronized void failed(String signal, String error) {
    if (signal.equals(SPANS)) {
      Faults.count("spans_not_exported");
    } else {
      Faults.count("metrics_not_exported");
    }
    if (failing.isEmpty()) {
      Log.warn(
          "OTLP endpoint "
              + place
              + " does not accept "
              + signal
              + ": "
              + error
              + "; losses are counted in costspan.faults");
    }
    failing.add(signal);
    lastError = error;
    State.show(State.Entry.EXPORT_ERROR, signal + " to " + place + ": " + error);
  }

  /** Reports that an export was accepted. */
  synchronized void taken(String signal) {
    String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    State.show(State.Entry.LAST_EXPORT, signal + " to " + place + " at " + now);
    if (failing.remove(signal) && failing.isEmpty()) {
      Log.warn(
          "OTLP endpoint " + place + " accepts telemetry again; the last error was: " + lastError);
      State.show(State.Entry.EXPORT_ERROR, () -> null);
    }
  }
}
