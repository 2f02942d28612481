package io.costspan.telemetry;

import static io.costspan.pipeline.CallFixture.chat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.costspan.config.TelemetryMode;
import io.costspan.home.Home;
import io.costspan.profile.OwnerLabels;
import io.costspan.profile.Profiles;
import io.costspan.series.CallSums;
import io.costspan.telemetry.Backend.Collected;
import io.costspan.telemetry.otel.OtelHome;
import io.costspan.usage.ModelList;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An application closes its SDK and builds another one, as restarts of its context do. */
class ChangeOfHomeTest {
  private static final double ONE_CALL = 0.006;
  private static final Duration LONG = Duration.ofDays(1);
  private static final int CHANGES = 50;
  private static final int MANY = 15_000;
  private static final int CALLERS = 3;

  private final List<Backend> closed = new ArrayList<>();
  private final List<Collected> sent = new ArrayList<>();
  private final List<OpenTelemetrySdk> built = new ArrayList<>();
  private final List<String> embedded = new ArrayList<>();
  private Backend application;
  private boolean embeddedIsHeard;
  private volatile boolean isOver;
  private Homes homes;
  private CallMetrics metrics;

  /** Each SDK of the agent's own is a new one. */
  private final class Embedding implements Homes.Embedding {
    private Backend own = new Backend();

    @Override
    public Home start(boolean forSpans, boolean forMetrics, Map<String, Object> resource) {
      if (forMetrics) {
        embedded.add("metrics");
        own = new Backend();
      }
      return OtelHome.own(null, forMetrics ? own.meters : null);
    }

    @Override
    public boolean finishMetrics() {
      Collected last = own.collect();
      if (embeddedIsHeard) {
        sent.add(last);
      }
      return embeddedIsHeard;
    }
  }

  @AfterEach
  void tearDown() {
    shutDown();
    homes.settle();
  }

  @Test
  void settle_sdkThatWasShutDown_leavesMetricsToTheNextOneOfTheApplication() {
    open(LONG);
    build();
    call();
    shutDown();
    homes.settle();
    call();
    homes.settle();
    build();
    call();
    shutDown();

    assertSent(3);
    assertThat(sent).extracting(Collected::points).containsExactly(1L, 2L);
    assertThat(embedded).isEmpty();
  }

  @Test
  void settle_manyCallsAfterTheSdkWasShutDown_areAllLeftToTheNextOne() {
    open(LONG);
    build();
    shutDown();
    for (int i = 0; i < MANY; i++) {
      call();
    }
    build();
    shutDown();

    assertSent(MANY);
  }

  @Test
  void settle_nextSdkThatDoesNotCome_isNotWaitedForForever() {
    open(Duration.ZERO);
    build();
    shutDown();
    homes.settle();

    assertThat(embedded).containsExactly("metrics");
  }

  @Test
  void settleAtExit_callsOfWhichNoSdkTells_leaveThroughOneOfTheAgentsOwn() {
    open(LONG);
    build();
    shutDown();
    homes.settle();
    call();
    homes.settleAtExit();

    assertThat(embedded).containsExactly("metrics");
  }

  @Test
  void settleAtExit_allIsTold_startsNothing() {
    open(LONG);
    build();
    call();
    shutDown();
    homes.settleAtExit();

    assertThat(sent).containsExactly(new Collected(ONE_CALL, 1, ONE_CALL));
    assertThat(embedded).isEmpty();
  }

  @Test
  void closing_sdkThatNobodyHasLookedAt_showsItsCallsBefore() {
    open(LONG);
    Sightings.tell(new Lookout(homes));
    sight();
    call();
    shutDown();
    Sightings.tell(new Sightings.Listener() {});

    assertSent(1);
  }

  @Test
  void closing_sdkThatIsShutDownAgainMeanwhile_showsItsCallsBefore() {
    open(LONG);
    Sightings.tell(
        new Sightings.Listener() {
          @Override
          public void closing() {
            Sightings.tell(new Sightings.Listener() {});
            application.shutDownAgain();
            homes.settle();
          }
        });
    build();
    call();
    shutDown();

    assertSent(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void change_whileCallsEnd_losesAndDoublesNoPoint(boolean embeddedIsHeard) throws Exception {
    this.embeddedIsHeard = embeddedIsHeard;
    open(Duration.ZERO);
    long[] calls = new long[CALLERS];
    List<Thread> callers = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      int caller = i;
      callers.add(
          new Thread(
              () -> {
                while (!isOver) {
                  call();
                  calls[caller]++;
                  LockSupport.parkNanos(1_000);
                }
              }));
    }
    build();
    callers.forEach(Thread::start);
    for (int change = 0; change < CHANGES; change++) {
      shutDown();
      if (change % 2 == 0) {
        homes.settle();
      }
      build();
    }
    isOver = true;
    for (Thread caller : callers) {
      caller.join();
    }
    shutDown();

    assertSent(Arrays.stream(calls).sum());
  }

  private void assertSent(long calls) {
    assertThat(sent.stream().mapToLong(Collected::points).sum()).isEqualTo(calls);
    assertThat(sent.stream().mapToDouble(Collected::sum).sum())
        .isEqualTo(calls * ONE_CALL, within(ONE_CALL / 100));
    assertThat(sent.stream().mapToDouble(Collected::cost).sum())
        .isEqualTo(calls * ONE_CALL, within(ONE_CALL / 100));
  }

  private void open(Duration patience) {
    homes = new Homes(new Finder(TelemetryMode.AUTO), true, patience);
    metrics =
        new CallMetrics(
            new CallSums(ModelList.NONE, Profiles.DEFAULT.metrics(), OwnerLabels.NONE),
            meters -> {},
            homes::areInDoubt);
    sight();
    homes.open(Backend.residents(metrics), new Embedding());
    shutDown();
    sent.clear();
  }

  /** The application builds an SDK, which is noticed. */
  private void build() {
    sight();
    homes.settle();
  }

  private void sight() {
    application = new Backend();
    OpenTelemetrySdk sdk = application.sdk().build();
    built.add(sdk);
    Sightings.sdk(sdk);
  }

  private void shutDown() {
    if (!closed.contains(application)) {
      closed.add(application);
      sent.add(application.shutDown());
    }
  }

  private void call() {
    metrics.record(chat().build(), null, false);
  }
}
