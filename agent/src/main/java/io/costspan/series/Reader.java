package io.costspan.series;

import io.costspan.health.OwnThreads;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Who reads the points of a home, so that each reader can be shown a series at 0 first. The API of
 * OpenTelemetry does not tell a callback for which reader it runs; only the thread does.
 */
public record Reader(Kind kind, long id) {
  /** How readers are told apart. */
  private enum Kind {
    /** Whoever flushes or shuts down, for all periodic readers, or a reader of an unknown make. */
    UNKNOWN,
    PERIODIC,
    SCRAPER,
    NAMED_BY_HOME
  }

  private static final Reader UNKNOWN = new Reader(Kind.UNKNOWN, 0);
  private static final Reader SCRAPER = new Reader(Kind.SCRAPER, 0);

  /** OpenTelemetry gives the threads of all periodic readers the same name. */
  private static final String PERIODIC_THREAD = "PeriodicMetricReader";

  /** The endpoint of another SDK, and our own. */
  private static final List<String> SCRAPED_THREADS = List.of("prometheus-http", "costspan-scrape");

  /** How Micrometer's classes of registries are named. */
  private static final String REGISTRY = "MeterRegistry";

  private static final AtomicLong NAMED = new AtomicLong();

  /** Never started. */
  private static final Thread NEVER = OwnThreads.daemon("costspan-never", () -> {});

  /** The reader for which the current thread collects, as OpenTelemetry's SDK names its threads. */
  public static Reader current() {
    Thread thread = Thread.currentThread();
    String name = thread.getName();
    if (name.startsWith(PERIODIC_THREAD)) {
      return new Reader(Kind.PERIODIC, thread.getId());
    }
    return SCRAPED_THREADS.stream().anyMatch(name::startsWith) ? SCRAPER : UNKNOWN;
  }

  /** A reader that its home tells apart, such as a registry of Micrometer. */
  public static Reader ofHome() {
    return new Reader(Kind.NAMED_BY_HOME, NAMED.incrementAndGet());
  }

  /** Whether there will be another look, so that the first one may show 0. */
  boolean returns() {
    return kind != Kind.UNKNOWN && !isExiting() && !(isNamed() && isBeingClosed());
  }

  /**
   * Whether this thread closes a registry of Micrometer, which pushes its meters once more then. It
   * does not say so before it has done so, and applications close it before the JVM exits. Asked
   * once for each series.
   */
  private static boolean isBeingClosed() {
    return StackWalker.getInstance()
        .walk(
            frames ->
                frames.anyMatch(
                    frame ->
                        frame.getMethodName().equals("close")
                            && frame.getClassName().endsWith(REGISTRY)));
  }

  /** Whether it may go on in another home. */
  boolean isNamed() {
    return kind == Kind.NAMED_BY_HOME;
  }

  /** Whether what this reader has seen is not new to the other one. */
  boolean covers(Reader other) {
    return equals(other) || (kind == Kind.UNKNOWN && other.kind == Kind.PERIODIC);
  }

  /**
   * Whether the JVM is about to end. A shutdown hook can be removed, even one that was never added,
   * until then.
   */
  public static boolean isExiting() {
    try {
      Runtime.getRuntime().removeShutdownHook(NEVER);
      return false;
    } catch (IllegalStateException exiting) {
      return true;
    }
  }
}
