package io.costspan.instrument.micrometer;

import io.costspan.instrument.ClientInstrumentation;
import io.costspan.instrument.Hook;
import io.costspan.telemetry.Sightings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Notices where an application has Micrometer's global registry; weaves nothing. */
public final class MetricsMeeting implements ClientInstrumentation {
  @Override
  public List<Hook> hooks() {
    return List.of();
  }

  @Override
  public boolean meet(@Nullable ClassLoader loader) {
    if (loader != null) {
      Sightings.metrics(loader);
    }
    return false;
  }
}
