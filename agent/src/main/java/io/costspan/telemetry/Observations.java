package io.costspan.telemetry;

import io.costspan.health.Faults;
import io.costspan.home.Anchor;
import io.costspan.home.HomeLoader;
import io.costspan.home.Observed;
import io.costspan.home.Renaming;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What applications observe with Micrometer, wherever that is found to make spans. */
final class Observations implements Observed {
  private static final String TRACING = "io.micrometer.tracing.handler.TracingObservationHandler";
  private static final String ADAPTER = "io.costspan.telemetry.micrometer.GenAiObservations";

  private volatile List<WeakReference<Observed>> known = List.of();
  private volatile int seen = -1;

  @Override
  public @Nullable Object span() {
    if (Sightings.changes() != seen) {
      refresh();
    }
    List<WeakReference<Observed>> all = known;
    for (int i = 0; i < all.size(); i++) {
      Observed observed = all.get(i).get();
      Object span = observed == null ? null : observed.span();
      if (span != null) {
        return span;
      }
    }
    return null;
  }

  private synchronized void refresh() {
    int changes = Sightings.changes();
    List<WeakReference<Observed>> found = new ArrayList<>();
    for (Object loader : Sightings.tracings()) {
      try {
        found.add(adapted((ClassLoader) loader));
      } catch (ReflectiveOperationException | RuntimeException | LinkageError fault) {
        Faults.count("home", fault);
      }
    }
    known = List.copyOf(found);
    seen = changes;
  }

  private static WeakReference<Observed> adapted(ClassLoader loader)
      throws ReflectiveOperationException {
    Class<?> tracing = Class.forName(TRACING, false, loader);
    return Anchor.hold(
        tracing, () -> (Observed) HomeLoader.make(tracing, loader, ADAPTER, Renaming.NONE));
  }
}
