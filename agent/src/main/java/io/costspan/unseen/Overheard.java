package io.costspan.unseen;

import io.costspan.health.Log;
import io.costspan.health.OwnThreads;
import io.costspan.unseen.Unseen.Reason;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Calls to hosts that are not known, at paths of known APIs: not rated, because a path is no proof,
 * but counted, with a hint how to have them rated.
 */
public final class Overheard {
  private static final int LIMIT = 10;

  private record Place(String host, int port, String provider, AtomicLong calls) {
    boolean is(String asked, int askedPort, String dialect) {
      return port == askedPort && provider.equals(dialect) && host.equalsIgnoreCase(asked);
    }
  }

  /** Read by index: an iterator would be an object. */
  private final List<Place> places = new CopyOnWriteArrayList<>();

  /**
   * Counts a call. Runs on the application's thread; allocates nothing but for the first call to
   * one of the first ten hosts.
   *
   * @param port -1 for the scheme's default
   * @param provider whose API is spoken
   * @param atRoot whether the API begins at the root of the host
   */
  public void note(
      @Nullable String scheme, String host, int port, String provider, boolean atRoot) {
    if (!isCounted(host, port, provider) && places.size() < LIMIT) {
      add(scheme, host, port, provider, atRoot);
    }
  }

  private boolean isCounted(String host, int port, String provider) {
    for (int i = 0; i < places.size(); i++) {
      Place place = places.get(i);
      if (place.is(host, port, provider)) {
        place.calls.incrementAndGet();
        return true;
      }
    }
    return false;
  }

  /** Of several threads that call a new host at once, one adds it and the others only count. */
  private synchronized void add(
      @Nullable String scheme, String host, int port, String provider, boolean atRoot) {
    if (isCounted(host, port, provider) || places.size() >= LIMIT) {
      return;
    }
    AtomicLong calls = Unseen.counter(host, Reason.DIALECT, provider);
    calls.incrementAndGet();
    places.add(new Place(host, port, provider, calls));
    String hint = hint(scheme, host, port, provider, atRoot);
    OwnThreads.daemon("costspan-overheard", () -> Log.warn(hint)).start();
  }

  /** A prefix may hold what nobody is to see, so where there is one, {@code auto} skips it. */
  static String hint(
      @Nullable String scheme, String host, int port, String provider, boolean atRoot) {
    String url =
        (scheme == null ? "https" : scheme.toLowerCase(Locale.ROOT))
            + "://"
            + host
            + (port < 0 ? "" : ":" + port);
    return url
        + " speaks "
        + provider
        + " and is not known, so its calls are not rated: add endpoints="
        + url
        + "="
        + (atRoot ? provider : "auto")
        + "; unseen=false turns this warning off";
  }
}
