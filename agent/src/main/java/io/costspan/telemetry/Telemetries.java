package io.costspan.telemetry;

import io.costspan.config.Config;
import io.costspan.config.Options;
import io.costspan.config.SpansMode;
import io.costspan.config.TelemetryMode;
import io.costspan.health.Log;
import io.costspan.health.OwnClasses;
import io.costspan.pipeline.RatedCall;
import io.costspan.pipeline.Telemetry;
import io.costspan.telemetry.series.CallSums;
import io.costspan.telemetry.series.ModelList;
import io.costspan.telemetry.series.Shown;
import io.costspan.usage.CallStart;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;

/** Chooses the OpenTelemetry SDK that shows the calls. */
public final class Telemetries {
  private static final String SCOPE = "io.costspan";

  private Telemetries() {}

  /**
   * The telemetry that the options ask for, or none if it cannot start. Takes a while, because an
   * SDK is started.
   *
   * @param models the models that the price table lists
   */
  public static Telemetry open(Config config, ModelList models) {
    Set<String> warnings = new LinkedHashSet<>();
    OtelSettings settings = new OtelSettings(System::getProperty, System::getenv, warnings::add);
    if (config.get(Options.TELEMETRY) == TelemetryMode.NONE
        || settings.bool(OtelSetting.SDK_DISABLED)) {
      return Telemetry.NONE;
    }
    boolean spans = config.get(Options.SPANS) != SpansMode.NONE;
    try {
      return embedded(new EmbeddedSdk(settings, spans), models);
    } catch (RuntimeException | LinkageError e) {
      Log.warn("metrics and spans are off, while ledger and receipt continue: " + e);
      return Telemetry.NONE;
    } finally {
      warnings.forEach(Log::warn);
    }
  }

  /** Whether a Prometheus server may scrape the agent before the first call. */
  public static boolean isScraped() {
    String exporters =
        new OtelSettings(System::getProperty, System::getenv, warning -> {})
            .text(OtelSetting.METRICS_EXPORTER);
    return exporters.contains("prometheus");
  }

  static Telemetry embedded(EmbeddedSdk sdk, ModelList models) {
    rehearse();
    Meter meter = sdk.meterProvider().get(SCOPE);
    Shown shown = new Shown();
    CallSums sums = new CallSums(models);
    AgentMetrics.register(meter, shown, sums.ages(), Clock.systemUTC());
    Telemetry calls =
        new CallTelemetry(
            new CallMetrics(meter, sums, shown), sdk.tracerProvider().get(SCOPE), Context::root);
    return new Telemetry() {
      @Override
      public Begun begin(CallStart start) {
        return calls.begin(start);
      }

      @Override
      public void record(RatedCall call) {
        calls.record(call);
      }

      @Override
      public void flush(Duration limit) {
        sdk.flush(limit);
      }
    };
  }

  /** Loads classes that only some calls need, here and in the SDK, before such a call is made. */
  private static void rehearse() {
    String room = Telemetries.class.getPackageName();
    OwnClasses.load(name -> name.startsWith(room), Telemetries.class.getClassLoader());
    try (SdkTracerProvider nobodys = SdkTracerProvider.builder().build()) {
      Span failed = nobodys.get(SCOPE).spanBuilder(SCOPE).startSpan();
      failed.setStatus(StatusCode.ERROR).end();
    }
  }
}
