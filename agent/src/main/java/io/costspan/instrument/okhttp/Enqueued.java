package io.costspan.instrument.okhttp;

import io.costspan.exchange.Gate;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import okhttp3.Call;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** What surrounds the calls that wait for one of OkHttp's own threads. */
final class Enqueued {
  private static final Map<Object, Object> SURROUNDINGS =
      Collections.synchronizedMap(new WeakHashMap<>());

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
    return SURROUNDINGS.remove(call);
  }
}
