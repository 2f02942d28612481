package io.costspan.exchange;

import io.costspan.health.Faults;
import io.costspan.pipeline.OpenCall;
import io.costspan.provider.Endpoint;
import io.costspan.provider.OperationMatch;
import io.costspan.usage.CallStart;
import org.jspecify.annotations.Nullable;

/**
 * A call as the application makes it, above the place at which its bytes are watched. What other
 * agents weave in between then sees the call's span as its parent, and the call sees the span that
 * the application has begun, not one of theirs. The exchange that the same thread opens next at the
 * same endpoint is that call; if none is opened, there was no call.
 */
public final class Frame {
  private static final ThreadLocal<@Nullable Frame> OPEN = new ThreadLocal<>();

  private final Endpoint endpoint;
  final OperationMatch match;
  final CallStart start;
  final OpenCall call;

  /** To be closed by the same thread, first of all; null if there is nothing to close. */
  public final @Nullable AutoCloseable scope;

  private boolean taken;

  private Frame(Endpoint endpoint, OperationMatch match, CallStart start, OpenCall call) {
    this.endpoint = endpoint;
    this.match = match;
    this.start = start;
    this.call = call;
    this.scope = call.enter();
  }

  /** Whether the call that this thread makes has a frame already. */
  static boolean isOpen() {
    Frame frame = OPEN.get();
    return frame != null && !frame.taken;
  }

  static Frame open(Endpoint endpoint, OperationMatch match, CallStart start, OpenCall call) {
    Frame frame = new Frame(endpoint, match, start, call);
    OPEN.set(frame);
    return frame;
  }

  /** The frame around an exchange that is being opened. */
  static @Nullable Frame take(Endpoint endpoint) {
    Frame frame = OPEN.get();
    if (frame == null || frame.taken || frame.endpoint != endpoint) {
      return null;
    }
    frame.taken = true;
    return frame;
  }

  /** The application's method has returned. Never throws. */
  public void close() {
    try {
      OPEN.remove();
    } catch (Throwable fault) {
      Faults.count("frame", fault);
    }
  }
}
