package io.costspan.telemetry.micrometer;

import io.costspan.home.Home;
import io.costspan.home.Meters;
import io.costspan.home.Spans;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The registries of an application, which its global one consists of. */
public final class MicrometerHome implements Home {
  private final CompositeMeterRegistry global;
  private final MicrometerMeters meters;

  private MicrometerHome(CompositeMeterRegistry global) {
    this.global = global;
    this.meters = new MicrometerMeters(this::leaves);
  }

  /**
   * Called by the loader of homes, which does not see the types.
   *
   * @param found the global registry
   */
  public static Home of(Object found) {
    return new MicrometerHome((CompositeMeterRegistry) found);
  }

  @Override
  public @Nullable Spans spans() {
    return null;
  }

  @Override
  public @Nullable Meters meters() {
    return meters.areRead() ? meters : null;
  }

  /** Closed ones may remain in it, and nobody reads one that is merely kept in memory. */
  private List<MeterRegistry> leaves() {
    List<MeterRegistry> leaves = new ArrayList<>();
    collect(global, leaves);
    return leaves;
  }

  private static void collect(CompositeMeterRegistry composite, List<MeterRegistry> leaves) {
    for (MeterRegistry registry : composite.getRegistries()) {
      if (registry instanceof CompositeMeterRegistry) {
        collect((CompositeMeterRegistry) registry, leaves);
      } else if (!registry.isClosed()
          && !(registry instanceof SimpleMeterRegistry)
          && !leaves.contains(registry)) {
        leaves.add(registry);
      }
    }
  }
}
