package io.costspan.home;

import org.jspecify.annotations.Nullable;

/** A place that telemetry leaves from: an SDK of OpenTelemetry, or a registry of meters. */
public interface Home {
  /** Its spans, or null if it records none. */
  @Nullable Spans spans();

  /** Its metrics, or null if nobody reads them. */
  @Nullable Meters meters();
}
