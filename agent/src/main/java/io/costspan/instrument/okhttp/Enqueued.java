package io.costspan.instrument.okhttp;

import io.costspan.exchange.Gate;
import io.costspan.exchange.Links;
import okhttp3.Call;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** What surrounds the calls that wait for one of OkHttp's own threads. */
final class Enqueued {
  /** By OkHttp's own object for the call, and without a lock: each call asks for it. */
  private static final Links<Object> SURROUNDINGS = new Links<>();

  private Enqueued() {}

  /** Notes what surrounds a call, if it is an AI call and has a home in which that matters. */
  static void add(Call call) {
    HttpUrl url = call.request().url();
    Object surroundings = Gate.glance(url.host(), url.port()) == null ? null : Gate.surroundings();
    if (surroundings != null) {
      SURROUNDINGS.put(call, surroundings);
    }
  }

  /** What surrounds a call that begins; null if this thread knows best. */
  static @Nullable Object take(Object call) {
    Object surroundings = SURROUNDINGS.find(call);
    SURROUNDINGS.remove(call);
    return surroundings;
  }
}
