package io.costspan.telemetry;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

/**
 * What this JVM has been seen to load and to build of other telemetry. Everything is referenced
 * weakly. Called while the application starts, so nothing here looks at what it is given.
 */
public final class Sightings {
  private static final Seen SDKS = new Seen();
  private static final Seen CLOSED = new Seen();
  private static final Seen GLOBALS = new Seen();
  private static final Seen METRICS = new Seen();
  private static final Seen TRACINGS = new Seen();

  private static volatile boolean tokenMeter;
  private static volatile int changes;
  private static volatile Runnable listener = () -> {};

  private Sightings() {}

  /** A few objects, referenced weakly. */
  private static final class Seen {
    private final List<WeakReference<Object>> objects = new ArrayList<>();

    synchronized boolean add(Object object) {
      objects.removeIf(seen -> seen.get() == null);
      return !contains(object) && objects.add(new WeakReference<>(object));
    }

    synchronized boolean contains(Object object) {
      return objects.stream().anyMatch(seen -> seen.get() == object);
    }

    /** The last one first. */
    synchronized List<Object> list() {
      List<Object> list = new ArrayList<>();
      for (WeakReference<Object> seen : objects) {
        Object object = seen.get();
        if (object != null) {
          list.add(0, object);
        }
      }
      return list;
    }
  }

  /** An SDK of OpenTelemetry is being built; its constructor may not have ended yet. */
  public static void sdk(Object sdk) {
    note(SDKS.add(sdk));
  }

  /** A provider of an SDK is being shut down. */
  public static void closed(Object provider) {
    note(CLOSED.add(provider));
  }

  /** That class loader has the class {@code GlobalOpenTelemetry}. */
  public static void global(ClassLoader loader) {
    note(GLOBALS.add(loader));
  }

  /** That class loader has Micrometer's class {@code Metrics}. */
  public static void metrics(ClassLoader loader) {
    note(METRICS.add(loader));
  }

  /** A library of AI is there that counts tokens in Micrometer. */
  public static void tokenMeter() {
    tokenMeter = true;
  }

  static boolean isTokenMeterLoaded() {
    return tokenMeter;
  }

  /** That class loader has Micrometer's class {@code TracingObservationHandler}. */
  public static void tracing(ClassLoader loader) {
    note(TRACINGS.add(loader));
  }

  private static void note(boolean isNew) {
    if (isNew) {
      synchronized (Sightings.class) {
        changes++;
      }
      listener.run();
    }
  }

  /** Sets what to run, quickly, when something is seen. */
  static void tell(Runnable listener) {
    Sightings.listener = listener;
  }

  /** Whether the first call may already have a home, so that it is worth while to look before. */
  public static boolean isHomeLikely() {
    return !SDKS.list().isEmpty() || OtelAgent.sdk() != null;
  }

  /** Changes with everything that is seen. */
  static int changes() {
    return changes;
  }

  /** The SDKs that were built, the newest first. */
  static List<Object> sdks() {
    return SDKS.list();
  }

  static boolean isClosed(Object provider) {
    return CLOSED.contains(provider);
  }

  static List<Object> globals() {
    return GLOBALS.list();
  }

  static List<Object> metrics() {
    return METRICS.list();
  }

  static List<Object> tracings() {
    return TRACINGS.list();
  }
}
