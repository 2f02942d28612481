package io.costspan.start;

import io.costspan.health.Faults;
import io.costspan.health.OwnClasses;
import io.costspan.health.OwnThreads;
import io.costspan.health.OwnVersion;
import io.costspan.health.State;
import io.costspan.instrument.LateStart;
import io.costspan.instrument.Weaving;
import io.costspan.unseen.ConnectionWatch;
import java.lang.instrument.Instrumentation;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/** Starts the engine when the first HTTP client appears. */
final class EngineStart implements LateStart, Runnable {
  /**
   * For the whole JVM, from its first client on: how long it takes to load classes from the jar
   * depends on how busy the processors are. The user's files have a much shorter limit of their
   * own.
   */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final long LATE_SECONDS = 60;

  private final @Nullable String args;
  private final Instrumentation instrumentation;
  private final AtomicBoolean begun = new AtomicBoolean();
  private final CountDownLatch started = new CountDownLatch(1);
  private volatile long patientUntilNanos;
  private @Nullable ConnectionWatch watch;

  EngineStart(@Nullable String args, Instrumentation instrumentation) {
    this.args = args;
    this.instrumentation = instrumentation;
  }

  /** Whether there was anything to do so far. */
  boolean hasBegun() {
    return begun.get();
  }

  @Override
  public void begin() {
    if (begun.compareAndSet(false, true)) {
      patientUntilNanos = System.nanoTime() + PATIENCE_NANOS;
      OwnThreads.daemon("costspan-start", this).start();
    }
  }

  /** Starts it and waits for it, on a thread that nobody of the application waits for. */
  void beginAndWait() {
    begin();
    try {
      if (!started.await(LATE_SECONDS, TimeUnit.SECONDS)) {
        Faults.count("slow_start");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void run() {
    try {
      Engine.start(args, watch());
    } catch (Throwable fault) {
      Faults.count("start", fault);
    } finally {
      started.countDown();
    }
    OwnClasses.load(EngineStart::isOfEveryCall, EngineStart.class.getClassLoader());
    loadLater();
    publishState();
  }

  private static void loadLater() {
    for (Class<?> each : Weaving.laterClasses()) {
      OwnClasses.load(each);
    }
  }

  private void publishState() {
    try {
      PublishedState.show(instrumentation);
    } catch (ReflectiveOperationException | RuntimeException fault) {
      Faults.count("state", fault);
    }
  }

  /** Whoever looks for an agent that was attached later does not find it in the JVM's arguments. */
  @Override
  public void comeLate() {
    showThatItWaits();
    if (ModuleLayer.boot().findModule("java.management").isPresent()) {
      JmxStart.begin();
    }
  }

  private void showThatItWaits() {
    OwnThreads.daemon("costspan-late", this::showPresence).start();
  }

  /** Shows that the agent is there, even if it has nothing to do, before it returns. */
  void showPresence() {
    State.show(State.Entry.VERSION, OwnVersion.text());
    publishState();
  }

  @Override
  public void unwatchedClientAppears() {
    showThatItWaits();
  }

  @Override
  public void beansAppear() {
    JmxStart.begin();
  }

  /**
   * The packages of clients are loaded with their clients, telemetry with the first call, and what
   * telemetry needs with it.
   */
  private static boolean isOfEveryCall(String className) {
    return !className.startsWith("io.costspan.instrument.")
        && !className.startsWith("io.costspan.net.")
        && !className.startsWith("io.costspan.page.")
        && !className.startsWith("io.costspan.profile.")
        && !className.startsWith("io.costspan.telemetry.");
  }

  @Override
  public @Nullable ObjIntConsumer<@Nullable String> connections() {
    return EarlyOption.isFalse("unseen", args) ? null : watch();
  }

  private synchronized ConnectionWatch watch() {
    ConnectionWatch known = watch;
    if (known == null) {
      known = new ConnectionWatch(new KnownHosts(args, this), this::begin);
      watch = known;
    }
    return known;
  }

  @Override
  public void awaitGate() {
    if (OwnThreads.isCurrent()) {
      return;
    }
    try {
      long leftNanos = Math.max(0, patientUntilNanos - System.nanoTime());
      if (!started.await(leftNanos, TimeUnit.NANOSECONDS)) {
        Faults.count("slow_start");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
