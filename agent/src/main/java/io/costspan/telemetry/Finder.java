package io.costspan.telemetry;

import io.costspan.config.TelemetryMode;
import io.costspan.health.Faults;
import io.costspan.telemetry.home.Home;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the homes that other software has in this JVM, as far as the user allows them. */
final class Finder {
  private static final String OTEL = "io.costspan.telemetry.otel.OtelHome";

  private final TelemetryMode mode;
  private @Nullable Found agent;
  private WeakReference<@Nullable Object> application = new WeakReference<>(null);

  Finder(TelemetryMode mode) {
    this.mode = mode;
  }

  /** The best one first. */
  List<Found> find() {
    List<Found> found = new ArrayList<>();
    if (allows(TelemetryMode.OTEL_AGENT)) {
      add(this::agent, found);
    }
    if (allows(TelemetryMode.APPLICATION)) {
      add(this::application, found);
    }
    return found;
  }

  private boolean allows(TelemetryMode home) {
    return mode == home || mode == TelemetryMode.AUTO;
  }

  private interface Search {
    @Nullable Found find() throws ReflectiveOperationException;
  }

  /** A home that does not let itself be adapted is none. */
  private static void add(Search search, List<Found> to) {
    try {
      Found found = search.find();
      if (found != null) {
        to.add(found);
      }
    } catch (ReflectiveOperationException | RuntimeException | LinkageError fault) {
      Faults.count("home", fault);
    }
  }

  private @Nullable Found agent() throws ReflectiveOperationException {
    Object sdk = agent == null ? OtelAgent.sdk() : null;
    if (sdk != null) {
      Home home = HomeLoader.adapt(sdk, null, OTEL, OtelAgent.renaming());
      agent = Found.forever("otel-agent", home);
    }
    return agent;
  }

  private @Nullable Found application() throws ReflectiveOperationException {
    ApplicationSdk present = ApplicationSdk.find();
    Object before = application.get();
    if (before != null && (present == null || present.sdk() != before)) {
      Anchor.drop(before);
    }
    application = new WeakReference<>(present == null ? null : present.sdk());
    return present == null
        ? null
        : new Found(
            "application",
            Anchor.hold(
                present.sdk(),
                () ->
                    HomeLoader.adapt(
                        present.sdk(), present.loader(), OTEL, ApplicationSdk.renaming())),
            null);
  }
}
