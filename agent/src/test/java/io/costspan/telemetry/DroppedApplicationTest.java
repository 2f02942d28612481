package io.costspan.telemetry;

import static io.costspan.pipeline.CallFixture.chat;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.config.SpansMode;
import io.costspan.config.TelemetryMode;
import io.costspan.home.Home;
import io.costspan.pipeline.CallFixture;
import io.costspan.pipeline.Telemetry;
import io.costspan.profile.OwnerLabels;
import io.costspan.profile.Profiles;
import io.costspan.series.CallSums;
import io.costspan.telemetry.otel.OtelHome;
import io.costspan.usage.ModelList;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What telemetry holds of an application does not keep the application's classes in memory. */
class DroppedApplicationTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Homes homes = new Homes(new Finder(TelemetryMode.AUTO), true, Duration.ofDays(1));
  private final CallMetrics metrics =
      new CallMetrics(
          new CallSums(ModelList.NONE, Profiles.DEFAULT.metrics(), OwnerLabels.NONE),
          meters -> {},
          homes::areInDoubt);
  private final CallTelemetry telemetry =
      new CallTelemetry(
          metrics,
          SpansMode.AUTO,
          homes::spans,
          new Observations(),
          Profiles.DEFAULT.onSpans(),
          Neighbour.NONE);

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void application_dropped_isCollected(boolean shutsItsSdkDown) throws Exception {
    WeakReference<ClassLoader> loader = runApplication(shutsItsSdkDown);
    homes.settle();
    telemetry.begin(CallFixture.start(), null).end(chat().build());

    awaitCleared(loader);
  }

  @Test
  void application_restarted_isCollectedWhileTheNextOneRuns() throws Exception {
    WeakReference<ClassLoader> first = runApplication(true);
    OwnSdk next = new OwnSdk();
    Sightings.sdk(next.get());
    homes.settle();

    awaitCleared(first);
    assertThat(homes.nameOfMetrics()).isEqualTo("application");
    next.run();
    homes.settle();
  }

  /** A container may have let it go by the time when metrics are to leave it. */
  @Test
  void application_collectedBeforeMetricsHaveLeftIt_isNotShownAgainByTheNextOne() throws Exception {
    awaitCleared(showOneCall());
    Backend next = new Backend();
    Home home = OtelHome.own(null, next.meters);

    metrics.showIn(null, true);
    metrics.showIn(home.meters(), false);

    assertThat(next.collect()).isEqualTo(new Backend.Collected(0, 0, 0));
  }

  private WeakReference<Home> showOneCall() {
    Backend application = new Backend();
    Home home = OtelHome.own(null, application.meters);
    metrics.showIn(home.meters(), true);
    telemetry.record(chat().build());
    assertThat(application.collect()).isEqualTo(new Backend.Collected(0.006, 1, 0.006));
    return new WeakReference<>(home);
  }

  private WeakReference<ClassLoader> runApplication(boolean shutsItsSdkDown) throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    ApplicationLoader loader = new ApplicationLoader();
    thread.setContextClassLoader(loader);
    try {
      return run(loader, shutsItsSdkDown);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** A call ends within it and one after its last collection. */
  private WeakReference<ClassLoader> run(ClassLoader loader, boolean shutsItsSdkDown)
      throws Exception {
    Supplier<Object> application = sdk(loader);
    Sightings.sdk(application.get());
    homes.open(Backend.residents(metrics), null);
    assertThat(homes.nameOfMetrics()).isEqualTo("application");
    telemetry.begin(CallFixture.start(), null).end(chat().build());
    Telemetry.Begun late = telemetry.begin(CallFixture.start(), null);
    if (shutsItsSdkDown) {
      ((Runnable) application).run();
    }
    late.end(chat().build());
    return new WeakReference<>(loader);
  }

  @SuppressWarnings("unchecked")
  private static Supplier<Object> sdk(ClassLoader loader) throws ReflectiveOperationException {
    return (Supplier<Object>)
        loader.loadClass(OwnSdk.class.getName()).getConstructor().newInstance();
  }

  private static void awaitCleared(WeakReference<?> reference) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (reference.get() != null && System.nanoTime() - end < 0) {
      System.gc();
      Thread.sleep(20);
    }
    assertThat(reference.get()).isNull();
  }
}
