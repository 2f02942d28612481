package io.costspan.telemetry;

import io.costspan.home.Metric;
import io.costspan.profile.Instrument;

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
