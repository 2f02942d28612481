package io.costspan.telemetry;

import io.costspan.budget.Budgets;
import io.costspan.config.Config;
import io.costspan.config.Options;
import io.costspan.config.SpansMode;
import io.costspan.config.TelemetryMode;
import io.costspan.health.FaultWarnings;
import io.costspan.health.Faults;
import io.costspan.health.Log;
import io.costspan.health.OwnClasses;
import io.costspan.health.OwnThreads;
import io.costspan.health.OwnVersion;
import io.costspan.home.Home;
import io.costspan.home.Meters;
import io.costspan.home.Spans;
import io.costspan.home.Trace;
import io.costspan.otelsettings.OtelSetting;
import io.costspan.otelsettings.OtelSettings;
import io.costspan.pipeline.RatedCall;
import io.costspan.pipeline.Telemetry;
import io.costspan.profile.Instruments;
import io.costspan.profile.OwnerLabels;
import io.costspan.profile.ProfileMetric;
import io.costspan.profile.Profiles;
import io.costspan.request.RequestCosts;
import io.costspan.series.CallSums;
import io.costspan.series.Labels;
import io.costspan.usage.CallStart;
import io.costspan.usage.ModelList;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The metrics and spans of this JVM, wherever they go. */
public final class Telemetries implements Telemetry {
  /** More than the context of an application takes to restart. */
  private static final Duration RESTART = Duration.ofSeconds(30);

  private static final List<String> ROOMS =
      Stream.of(Telemetries.class, CallSums.class, Home.class).map(Class::getPackageName).toList();

  private final TelemetryMode mode;
  private final Homes homes;
  private final OwnSdks own;
  private final WantedEndpoint endpoint;
  private final CallTelemetry calls;
  private final CallMetrics metrics;
  private final Observations observations = new Observations();

  /** How long the flush of the exit may take, null before it. */
  private volatile @Nullable Duration exitLimit;

  private volatile long toldUnshown;
  private volatile ModelList models = ModelList.NONE;
  private volatile Supplier<String> priceTable = () -> "";

  Telemetries(
      TelemetryMode mode,
      SpansMode spans,
      Profiles profiles,
      OwnerLabels owners,
      Budgets budgets,
      OwnSdks own,
      WantedEndpoint endpoint) {
    this.mode = mode;
    this.endpoint = endpoint;
    this.own = own;
    homes = new Homes(new Finder(mode), spans != SpansMode.NONE, RESTART);
    CallSums sums =
        new CallSums(
            (usage, model) -> models.listed(usage, model),
            profiles.attributedBy(owners.attributes()),
            owners);
    boolean shares = profiles.metrics().stream().anyMatch(ProfileMetric::shared);
    metrics =
        new CallMetrics(
            sums,
            meters ->
                AgentMetrics.register(
                    meters,
                    this::info,
                    sums.ages(),
                    new OwnBudgets(budgets::forEach, owners.attributes()),
                    Clock.systemUTC()),
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
            shares ? new Libraries() : Neighbour.NONE);
  }

  /**
   * The telemetry that the options ask for; empty if they ask for none. Spans may begin in the
   * homes of others at once, everything else waits until {@link #open}.
   *
   * @param budgets that are shown
   */
  public static Optional<Telemetries> of(Config config, Budgets budgets) {
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
    return Optional.of(
        new Telemetries(mode, spans, profiles, OwnerLabels.of(config), budgets, own, endpoint));
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
    homes.open(new Moving(), free ? own : null);
    if (!free && homes.areMissing()) {
      Log.warn(
          "telemetry="
              + mode.name().toLowerCase(Locale.ROOT).replace('_', '-')
              + ": that is not in this JVM yet; until it is, calls are only in ledger and receipt");
    }
  }

  private final class Libraries implements Neighbour {
    @Override
    public boolean begins(@Nullable Object surroundings) {
      Spans around = homes.around();
      return around != null && around.isMeasured(surroundings);
    }

    @Override
    public boolean measures(boolean begun) {
      return homes.nameOfMetrics().equals(Found.MICROMETER)
          ? Sightings.isTokenMeterLoaded()
          : begun && homes.areTogether();
    }
  }

  private final class Moving implements Homes.Residents {
    @Override
    public void showIn(@Nullable Meters meters, boolean delivered) {
      metrics.showIn(meters, delivered);
      endpoint.check(homes.nameOfMetrics());
    }

    @Override
    public boolean isOwed() {
      return OtelSettings.areExportsGiven() && metrics.owed() > 0;
    }
  }

  private Labels info() {
    return Labels.ofJvm(OwnVersion.text(), priceTable.get(), homes.nameOfMetrics());
  }

  @Override
  public Begun begin(CallStart start, @Nullable Object surroundings) {
    return calls.begin(start, surroundings);
  }

  @Override
  public @Nullable Object surroundings() {
    homes.refresh();
    Spans around = homes.around();
    return around == null ? null : around.surroundings(observations);
  }

  @Override
  public @Nullable Trace trace(@Nullable Object surroundings) {
    homes.refresh();
    Spans home = homes.spans();
    return home == null ? null : home.trace(surroundings);
  }

  /** Shows what requests cost from now on, and tells them when their first spans end. */
  public void show(RequestCosts requests) {
    requests.tell(metrics::record);
    Sightings.tell(
        new Sightings.Ends() {
          @Override
          public void span(Object span) {
            Spans home = requests.isEmpty() ? null : homes.spans();
            Trace trace = home == null ? null : home.ending(span, requests::isUnderWay);
            if (trace != null) {
              requests.end(trace);
            }
          }

          @Override
          public void metrics() {
            requests.endAll();
          }

          @Override
          public void lastMetrics() {
            flushAgain();
          }
        });
  }

  @Override
  public @Nullable String baggage(String key) {
    homes.refresh();
    Spans around = homes.around();
    return around == null ? null : around.baggage(key);
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
    exitLimit = limit;
    tellUnshown();
  }

  /**
   * An application may shut its SDK down after the agent has flushed, and a busy exporter drops the
   * last metrics then.
   */
  private void flushAgain() {
    Duration limit = exitLimit;
    if (limit != null && metrics.owed() > 0) {
      Thread late = OwnThreads.daemon("costspan-late", () -> flushAgain(limit));
      late.start();
      OwnSdks.await(late, limit);
    }
  }

  private void flushAgain(Duration limit) {
    homes.settleAtExit();
    own.flush(limit);
    tellUnshown();
    FaultWarnings.say();
  }

  private void tellUnshown() {
    if (homes.areWithoutMetrics()) {
      long owed = metrics.owed();
      Faults.count("metrics_unshown", Math.max(0, owed - toldUnshown));
      toldUnshown = owed;
    }
  }

  /** Loads classes that only some calls need, here and in the API, before such a call is made. */
  private static void rehearse() {
    String foreign = Telemetries.class.getPackageName() + ".micrometer.";
    String names = Instruments.class.getPackageName();
    OwnClasses.load(
        name ->
            (ROOMS.stream().anyMatch(name::startsWith) && !name.startsWith(foreign))
                || name.lastIndexOf('.') == names.length() && name.startsWith(names),
        Telemetries.class.getClassLoader());
    OwnSpans.rehearse();
  }
}
