package io.costspan.telemetry;

import io.costspan.config.TelemetryMode;
import io.costspan.health.Faults;
import io.costspan.home.Anchor;
import io.costspan.home.Home;
import io.costspan.home.HomeLoader;
import io.costspan.home.Renaming;
import io.costspan.otelsettings.OtelSettings;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the homes that other software has in this JVM, as far as the user allows them. */
final class Finder {
  private static final String METRICS = "io.micrometer.core.instrument.Metrics";
  private static final String MICROMETER = "io.costspan.telemetry.micrometer.MicrometerHome";
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
    if (allowsMicrometer(!found.isEmpty())) {
      add(this::micrometer, found);
    }
    return found;
  }

  /** What the SDK that was found last says of the application; empty if there is none. */
  Map<String, Object> resource() {
    Object sdk = agent == null ? application.get() : OtelAgent.sdk();
    return sdk == null ? Map.of() : ApplicationSdk.resource(sdk);
  }

  private boolean allows(TelemetryMode home) {
    return mode == home || mode == TelemetryMode.AUTO;
  }

  /** Who sets up an export for the embedded SDK wants it, unless there is an SDK anyway. */
  private boolean allowsMicrometer(boolean besideSdk) {
    return mode == TelemetryMode.MICROMETER
        || (mode == TelemetryMode.AUTO && (besideSdk || !OtelSettings.areExportsGiven()));
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
            null,
            present.hasSpans(),
            present.hasMetrics());
  }

  private @Nullable Found micrometer() throws ReflectiveOperationException {
    for (Object loader : Sightings.metrics()) {
      Object global =
          Class.forName(METRICS, false, (ClassLoader) loader).getField("globalRegistry").get(null);
      WeakReference<Home> home =
          Anchor.hold(
              global,
              () -> HomeLoader.adapt(global, (ClassLoader) loader, MICROMETER, Renaming.NONE));
      Found found = new Found(Found.MICROMETER, home, null, false, true);
      if (found.meters() != null) {
        return found;
      }
    }
    return null;
  }
}
