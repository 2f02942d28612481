package io.costspan.provider;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * A catalog that lacks one of the user's files, because the file has not answered yet. It records
 * which other hosts are called, so that the number of missed calls can be reported later.
 */
public final class UnsureCatalog implements Catalog {
  /** The maximum number of hosts and ports that are recorded. */
  private static final int LIMIT = 1_000;

  private record Place(String host, int port) {}

  private final Catalog known;
  private final Map<Place, LongAdder> others;

  /**
   * @param before the previous catalog, which knew less; null if this is the first
   */
  public UnsureCatalog(Catalog known, @Nullable UnsureCatalog before) {
    this.known = known;
    this.others = before == null ? new ConcurrentHashMap<>() : before.others;
  }

  @Override
  public @Nullable Endpoint endpoint(@Nullable String host, int port) {
    Endpoint endpoint = known.endpoint(host, port);
    if (endpoint == null && host != null) {
      note(new Place(host, port));
    }
    return endpoint;
  }

  @Override
  public @Nullable Endpoint glance(@Nullable String host, int port) {
    return known.endpoint(host, port);
  }

  @Override
  public boolean isTlsEndpoint(String host, int port) {
    return known.isTlsEndpoint(host, port);
  }

  private void note(Place place) {
    LongAdder calls = others.get(place);
    if (calls == null && others.size() < LIMIT) {
      calls = others.computeIfAbsent(place, noted -> new LongAdder());
    }
    if (calls != null) {
      calls.increment();
    }
  }

  /**
   * The number of calls to hosts that only the later catalog knows as AI endpoints; each call is
   * reported once.
   */
  public long missed(Catalog later) {
    long missed = 0;
    for (Map.Entry<Place, LongAdder> other : others.entrySet()) {
      Place place = other.getKey();
      if (later.endpoint(place.host(), place.port()) != null) {
        missed += other.getValue().sum();
        others.remove(place);
      }
    }
    return missed;
  }
}
