package io.costspan.instrument.micrometer;

import io.costspan.instrument.ClientInstrumentation;
import io.costspan.instrument.Hook;
import io.costspan.telemetry.Sightings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Notices that a library of AI counts tokens in Micrometer; weaves nothing. */
public final class TokenMeterMeeting implements ClientInstrumentation {
  @Override
  public List<Hook> hooks() {
    return List.of();
  }

  @Override
  public boolean meet(@Nullable ClassLoader loader) {
    Sightings.tokenMeter();
    return false;
  }
}
