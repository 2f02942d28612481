package io.costspan.telemetry;

import io.costspan.health.Faults;
import io.costspan.health.Log;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether one backend takes what is sent to it. Each export that it does not take is counted; the
 * first and the end of the trouble are one line each.
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
   * An export was not taken.
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
              + " takes no "
              + signal
              + ": "
              + error
              + "; costspan.faults counts what is lost");
    }
    failing.add(signal);
    lastError = error;
  }

  /** An export was taken. */
  synchronized void taken(String signal) {
    if (failing.remove(signal) && failing.isEmpty()) {
      Log.warn(
          "OTLP endpoint " + place + " takes telemetry again; the last error was: " + lastError);
    }
  }
}
