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
  private static final Seen CLOSING = new Seen();
  private static final Seen CLOSED = new Seen();
  private static final Seen GLOBALS = new Seen();
  private static final Seen METRICS = new Seen();
  private static final Seen TRACINGS = new Seen();

  private static volatile boolean tokenMeter;
  private static volatile int changes;
  private static volatile int arrivals;
  private static volatile Ends ends = new Ends() {};
  private static volatile Listener listener = new Listener() {};

  private Sightings() {}

  /** Is told, on the application's threads. */
  interface Listener {
    /** Something new has been seen. */
    default void seen() {}

    /** An SDK is about to collect metrics for the last time. */
    default void closing() {}
  }

  /** Is told of what ends, on the application's threads. */
  interface Ends {
    /** A span is about to end. */
    default void span(Object span) {}

    /** An SDK is about to collect metrics for the last time. */
    default void metrics() {}

    /** An SDK has collected metrics for the last time, unless it could not. */
    default void lastMetrics() {}
  }

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
    arrived(SDKS.add(sdk));
  }

  /**
   * Meters of an SDK are about to be shut down. Returns whether they already are: two shutdown
   * hooks may do so at once, and the second one returns while the first one still collects.
   */
  public static boolean closing(Object provider) {
    boolean again = !CLOSING.add(provider);
    if (!again) {
      ends.metrics();
      listener.closing();
    }
    return again;
  }

  /**
   * Meters of an SDK have been shut down.
   *
   * @param again what {@link #closing} has returned
   */
  public static void closedMeters(Object provider, boolean again) {
    if (!again) {
      closed(provider);
      ends.lastMetrics();
    }
  }

  /** A provider of an SDK is being shut down. */
  public static void closed(Object provider) {
    note(CLOSED.add(provider));
  }

  /** A span of an SDK is about to end, on the application's thread. */
  public static void spanEnds(Object span) {
    ends.span(span);
  }

  /** From now on that is told of what ends. */
  static void tell(Ends listener) {
    ends = listener;
  }

  /** That class loader has the class {@code GlobalOpenTelemetry}. */
  public static void global(ClassLoader loader) {
    arrived(GLOBALS.add(loader));
  }

  /** That class loader has Micrometer's class {@code Metrics}. */
  public static void metrics(ClassLoader loader) {
    arrived(METRICS.add(loader));
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

  private static void arrived(boolean isNew) {
    if (isNew) {
      synchronized (Sightings.class) {
        arrivals++;
      }
    }
    note(isNew);
  }

  private static void note(boolean isNew) {
    if (isNew) {
      synchronized (Sightings.class) {
        changes++;
      }
      listener.seen();
    }
  }

  static void tell(Listener listener) {
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

  /** Changes with everything that is seen and may be a home of metrics. */
  static int arrivals() {
    return arrivals;
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
