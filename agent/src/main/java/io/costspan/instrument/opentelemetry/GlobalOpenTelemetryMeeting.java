package io.costspan.instrument.opentelemetry;

import io.costspan.instrument.ClientInstrumentation;
import io.costspan.instrument.Hook;
import io.costspan.telemetry.Sightings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Notices where an application has OpenTelemetry's API; weaves nothing. */
public final class GlobalOpenTelemetryMeeting implements ClientInstrumentation {
  @Override
  public List<Hook> hooks() {
    return List.of();
  }

  @Override
  public boolean meet(@Nullable ClassLoader loader) {
    if (loader != null) {
      Sightings.global(loader);
    }
    return false;
  }
}
