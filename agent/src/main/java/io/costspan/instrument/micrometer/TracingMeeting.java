package io.costspan.instrument.micrometer;

import io.costspan.instrument.ClientInstrumentation;
import io.costspan.instrument.Hook;
import io.costspan.telemetry.Sightings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Notices where an application's observations become spans; weaves nothing. */
public final class TracingMeeting implements ClientInstrumentation {
  @Override
  public List<Hook> hooks() {
    return List.of();
  }

  @Override
  public boolean meet(@Nullable ClassLoader loader) {
    if (loader != null) {
      Sightings.tracing(loader);
    }
    return false;
  }
}
