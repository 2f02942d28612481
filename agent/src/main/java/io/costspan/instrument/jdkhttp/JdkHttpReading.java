package io.costspan.instrument.jdkhttp;

import io.costspan.exchange.Links;
import org.jspecify.annotations.Nullable;

/**
 * A thread that begins to read the body of a reply of HTTP/1.1, and while doing so makes the JDK's
 * own subscriber, which is not told for whom before JDK 21. Meanwhile it asks the application's
 * handler, which may make another call.
 */
final class JdkHttpReading {
  private static final Links<JdkHttpReading> BY_THREAD = new Links<>();

  private final @Nullable JdkHttpHop hop;
  private final @Nullable JdkHttpReading outer;

  private JdkHttpReading(@Nullable JdkHttpHop hop, @Nullable JdkHttpReading outer) {
    this.hop = hop;
    this.outer = outer;
  }

  /**
   * @param on the JDK's own object for the request
   * @return null if nobody cares
   */
  static @Nullable JdkHttpReading begin(Object on) {
    JdkHttpHop hop = JdkHttpHop.of(on);
    JdkHttpReading outer = BY_THREAD.find(Thread.currentThread());
    if (hop == null && outer == null) {
      return null;
    }
    JdkHttpReading reading = new JdkHttpReading(hop, outer);
    BY_THREAD.remove(Thread.currentThread());
    BY_THREAD.put(Thread.currentThread(), reading);
    return reading;
  }

  /** The JDK has made a subscriber for the body. */
  static void subscriber(Object made) {
    JdkHttpReading reading = BY_THREAD.find(Thread.currentThread());
    if (reading != null && reading.hop != null) {
      reading.hop.link(made);
    }
  }

  void end() {
    BY_THREAD.remove(Thread.currentThread());
    if (outer != null) {
      BY_THREAD.put(Thread.currentThread(), outer);
    }
  }
}
