package io.costspan.telemetry;

import io.costspan.profile.Instrument;
import io.costspan.telemetry.home.Metric;

/** Metrics as homes are told of them. */
final class Metrics {
  private Metrics() {}

  static Metric of(Instrument instrument) {
    return new Metric(
        instrument.name(),
        instrument.unit(),
        instrument.meaning(),
        instrument.whole(),
        instrument.keys());
  }
}
