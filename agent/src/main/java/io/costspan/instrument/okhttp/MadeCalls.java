package io.costspan.instrument.okhttp;

import io.costspan.exchange.Gate;
import io.costspan.exchange.Links;
import okhttp3.Call;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * What is known of calls where the application makes them: above its interceptors, and perhaps on
 * another thread than the one that sends.
 */
final class MadeCalls {
  /** By OkHttp's own object for the call, and without a lock: each call asks for it. */
  private static final Links<Object> KNOWN = new Links<>();

  private MadeCalls() {}

  /** Whether a call goes to an AI endpoint, unless an interceptor sends it elsewhere. */
  static boolean isWatched(Call call) {
    HttpUrl url = call.request().url();
    return Gate.glance(url.host(), url.port()) != null;
  }

  /** Notes what surrounds a call, if that matters. */
  static void add(Call call, @Nullable Object surroundings) {
    if (surroundings != null) {
      KNOWN.put(call, surroundings);
    }
  }

  /** What surrounds a call that is sent; null if this thread knows best. */
  static @Nullable Object find(Object call) {
    return KNOWN.find(call);
  }

  /** The call is over, except for the reply's body. */
  static void forget(Object call) {
    if (find(call) != null) {
      KNOWN.remove(call);
    }
  }
}
