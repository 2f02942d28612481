package io.costspan.exchange;

import io.costspan.health.Faults;
import io.costspan.pipeline.OpenCall;
import io.costspan.provider.Endpoint;
import io.costspan.provider.OperationMatch;
import io.costspan.provider.Request;
import io.costspan.usage.CallStart;
import org.jspecify.annotations.Nullable;

/**
 * A call as the application makes it, above the place at which its bytes are watched. What other
 * agents weave in between then sees the call's span as its parent, and the call sees the span that
 * the application has begun, not one of theirs; and the caller is near. The exchange that the same
 * thread opens next at the same endpoint and path is that call, or the one that is opened where the
 * thread has passed the call on; if none is opened, there was no call.
 */
public final class Frame {
  private static final ThreadLocal<@Nullable Frame> OPEN = new ThreadLocal<>();

  private final Endpoint endpoint;
  private final String path;
  final OperationMatch match;
  final CallStart start;
  final OpenCall call;

  /** What surrounds this frame. */
  final Surroundings surroundings;

  /** To be closed by the same thread, first of all; null if there is nothing to close. */
  public final @Nullable AutoCloseable scope;

  private boolean taken;
  private volatile boolean begun;

  private Frame(
      Endpoint endpoint,
      String path,
      OperationMatch match,
      CallStart start,
      OpenCall call,
      Surroundings surroundings) {
    this.endpoint = endpoint;
    this.path = path;
    this.match = match;
    this.start = start;
    this.call = call;
    this.surroundings = surroundings;
    this.scope = call.enter();
  }

  /** Whether the call that this thread makes has a frame already. */
  static boolean isOpen() {
    Frame frame = OPEN.get();
    return frame != null && !frame.taken;
  }

  static Frame open(
      Endpoint endpoint,
      String path,
      OperationMatch match,
      CallStart start,
      OpenCall call,
      Surroundings surroundings) {
    Frame frame = new Frame(endpoint, path, match, start, call, surroundings);
    OPEN.set(frame);
    return frame;
  }

  /**
   * The frame around an exchange that is being opened, if it is the first one of its call.
   *
   * @param its what surrounds the call, null if it has not been passed on
   */
  static @Nullable Frame around(@Nullable Surroundings its, Endpoint endpoint, Request request) {
    Frame passed = its == null ? null : its.frame();
    if (passed == null) {
      return take(endpoint, request);
    }
    return passed.begin(endpoint, request) ? passed : null;
  }

  /** Same as {@link #around}, but the exchange is not opened. */
  static @Nullable Frame above(@Nullable Surroundings its, Endpoint endpoint, Request request) {
    Frame passed = its == null ? null : its.frame();
    Frame frame = passed == null ? OPEN.get() : passed;
    boolean over = frame == null || (passed == null ? frame.taken : frame.begun);
    return over || !frame.isOf(endpoint, request) ? null : frame;
  }

  private static @Nullable Frame take(Endpoint endpoint, Request request) {
    Frame frame = OPEN.get();
    if (frame == null || frame.taken || !frame.isOf(endpoint, request)) {
      return null;
    }
    frame.taken = true;
    return frame;
  }

  /** The frame of the call that this thread makes, for where it goes on, on another thread. */
  static @Nullable Frame pass() {
    Frame frame = OPEN.get();
    if (frame == null || frame.taken) {
      return null;
    }
    frame.taken = true;
    return frame;
  }

  /** The call of the frame, for which no exchange will be opened. */
  OpenCall take() {
    taken = true;
    begun = true;
    return call;
  }

  /** Another one is made within the call, by whoever stands between application and client. */
  private boolean isOf(Endpoint endpoint, Request request) {
    return endpoint == this.endpoint && path.equals(request.path());
  }

  private boolean begin(Endpoint endpoint, Request request) {
    boolean first = !begun && isOf(endpoint, request);
    begun = true;
    return first;
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
