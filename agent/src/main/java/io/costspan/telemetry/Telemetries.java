package io.costspan.telemetry;

import io.costspan.config.Config;
import io.costspan.config.Options;
import io.costspan.config.SpansMode;
import io.costspan.config.TelemetryMode;
import io.costspan.health.Log;
import io.costspan.health.OwnClasses;
import io.costspan.health.OwnVersion;
import io.costspan.otelsettings.OtelSetting;
import io.costspan.otelsettings.OtelSettings;
import io.costspan.pipeline.RatedCall;
import io.costspan.pipeline.Telemetry;
import io.costspan.profile.Instruments;
import io.costspan.profile.ProfileMetric;
import io.costspan.profile.Profiles;
import io.costspan.telemetry.home.Meters;
import io.costspan.telemetry.home.OpenSpan;
import io.costspan.telemetry.home.Spans;
import io.costspan.telemetry.series.CallSums;
import io.costspan.telemetry.series.Labels;
import io.costspan.telemetry.series.ModelList;
import io.costspan.usage.CallStart;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The metrics and spans of this JVM, wherever they go. */
public final class Telemetries implements Telemetry {
  private final TelemetryMode mode;
  private final Homes homes;
  private final OwnSdks own;
  private final WantedEndpoint endpoint;
  private final CallTelemetry calls;
  private final CallMetrics metrics;
  private final Observations observations = new Observations();
  private volatile ModelList models = ModelList.NONE;
  private volatile Supplier<String> priceTable = () -> "";

  Telemetries(
      TelemetryMode mode,
      SpansMode spans,
      Profiles profiles,
      OwnSdks own,
      WantedEndpoint endpoint) {
    this.mode = mode;
    this.endpoint = endpoint;
    this.own = own;
    homes = new Homes(new Finder(mode), spans != SpansMode.NONE);
    CallSums sums = new CallSums((usage, model) -> models.listed(usage, model), profiles.metrics());
    boolean shares = profiles.metrics().stream().anyMatch(ProfileMetric::shared);
    metrics =
        new CallMetrics(
            sums,
            meters -> AgentMetrics.register(meters, this::info, sums.ages(), Clock.systemUTC()),
            homes::areInDoubt);
    calls =
        new CallTelemetry(
            metrics,
            spans,
            () -> {
              homes.refresh();
              return homes.spans();
            },
            observations,
            profiles.onSpans(),
            span -> shares && isMeasured(span));
  }

  /**
   * The telemetry that the options ask for; empty if they ask for none. Spans may begin in the
   * homes of others at once, everything else waits until {@link #open}.
   */
  public static Optional<Telemetries> of(Config config) {
    TelemetryMode mode = config.get(Options.TELEMETRY);
    if (mode == TelemetryMode.NONE
        || OtelSettings.of(config, warning -> {}).bool(OtelSetting.SDK_DISABLED)) {
      return Optional.empty();
    }
    SpansMode spans = config.get(Options.SPANS);
    OwnSdks own =
        new OwnSdks(
            (forSpans, forMetrics, resource) -> start(config, forSpans, forMetrics, resource));
    Profiles profiles = Profiles.of(config.get(Options.METRICS_PROFILE));
    WantedEndpoint endpoint = new WantedEndpoint(config.get(Options.PROMETHEUS_PORT));
    return Optional.of(new Telemetries(mode, spans, profiles, own, endpoint));
  }

  private static EmbeddedSdk start(
      Config config, boolean forSpans, boolean forMetrics, Map<String, Object> resource) {
    Set<String> warnings = new LinkedHashSet<>();
    try {
      return new EmbeddedSdk(
          OtelSettings.of(config, warnings::add), forSpans, forMetrics, resource);
    } finally {
      warnings.forEach(Log::warn);
    }
  }

  /** Whether a Prometheus server may scrape the agent before the first call. */
  public static boolean isScraped(Config config) {
    return OtelSettings.of(config, warning -> {})
        .text(OtelSetting.METRICS_EXPORTER)
        .contains("prometheus");
  }

  /** Begins to look for homes, so that the first call finds them. */
  public void watch() {
    homes.watch();
    homes.refresh();
  }

  /**
   * Finds a home for each signal, now and whenever that changes. Takes a while if an SDK has to be
   * started.
   *
   * @param models the models that the price table lists
   * @param priceTable supplies the version of the price table in force
   */
  public void open(ModelList models, Supplier<String> priceTable) {
    this.models = models;
    this.priceTable = priceTable;
    rehearse();
    boolean free = mode == TelemetryMode.AUTO || mode == TelemetryMode.EMBEDDED;
    homes.open(this::showIn, free ? own : null);
    if (!free && homes.areMissing()) {
      Log.warn(
          "telemetry="
              + mode.name().toLowerCase(Locale.ROOT).replace('_', '-')
              + ": that is not in this JVM yet; until it is, calls are only in ledger and receipt");
    }
  }

  /** Whether somebody else measures tokens and time of the call, and puts them where we would. */
  private boolean isMeasured(@Nullable OpenSpan span) {
    return homes.nameOfMetrics().equals(Found.MICROMETER)
        ? Sightings.isTokenMeterLoaded()
        : span != null && span.isMeasured() && homes.areTogether();
  }

  private void showIn(@Nullable Meters meters, boolean delivered) {
    metrics.showIn(meters, delivered);
    endpoint.check(homes.nameOfMetrics());
  }

  private Labels info() {
    return Labels.ofJvm(OwnVersion.text(), priceTable.get(), homes.nameOfMetrics());
  }

  @Override
  public Begun begin(CallStart start) {
    return calls.begin(start);
  }

  @Override
  public Begun begin(CallStart start, @Nullable Object surroundings) {
    return calls.begin(start, surroundings);
  }

  @Override
  public @Nullable Object surroundings() {
    Spans home = surroundsCalls() ? homes.spans() : null;
    return home == null ? null : home.surroundings(observations);
  }

  @Override
  public boolean surroundsCalls() {
    homes.refresh();
    return homes.areForeign();
  }

  @Override
  public void record(RatedCall call) {
    calls.record(call);
  }

  @Override
  public void flush(Duration limit) {
    homes.settleAtExit();
    own.flush(limit);
  }

  /** Loads classes that only some calls need, here and in the SDK, before such a call is made. */
  private static void rehearse() {
    String room = Telemetries.class.getPackageName();
    String foreign = room + ".micrometer.";
    String names = Instruments.class.getPackageName();
    OwnClasses.load(
        name ->
            (name.startsWith(room) && !name.startsWith(foreign))
                || name.lastIndexOf('.') == names.length() && name.startsWith(names),
        Telemetries.class.getClassLoader());
    try (SdkTracerProvider nobodys = SdkTracerProvider.builder().build()) {
      Span failed = nobodys.get("io.costspan").spanBuilder("rehearsal").startSpan();
      try (Scope scope = Context.root().with(failed).makeCurrent()) {
        failed.setStatus(StatusCode.ERROR).end();
      }
    }
  }
}
