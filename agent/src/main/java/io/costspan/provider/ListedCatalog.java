package io.costspan.provider;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Endpoints from a host table; those that were requested are cached. */
final class ListedCatalog implements Catalog {
  /**
   * The maximum number of cached endpoints, so that generated host names cannot fill the memory.
   */
  private static final int LIMIT = 1_000;

  /** Endpoints of one host by the requested port. */
  private record Known(int asked, ListedEndpoint endpoint, @Nullable Known next) {}

  private final HostTable hosts;
  private final Map<String, Known> known = new ConcurrentHashMap<>();

  ListedCatalog(HostTable hosts) {
    this.hosts = hosts;
  }

  @Override
  public @Nullable Endpoint endpoint(@Nullable String host, int port) {
    if (host == null || !hosts.knows(host, port)) {
      return null;
    }
    Known first = known.get(host);
    for (Known next = first; next != null; next = next.next()) {
      if (next.asked() == port) {
        return next.endpoint();
      }
    }
    ListedEndpoint made = make(host.toLowerCase(Locale.ROOT), port);
    if (known.size() < LIMIT) {
      known.put(host, new Known(port, made, first));
    }
    return made;
  }

  @Override
  public boolean isTlsEndpoint(String host, int port) {
    return hosts.knowsTls(host, port);
  }

  private ListedEndpoint make(String host, int port) {
    List<ListedEndpoint.Place> places = new ArrayList<>();
    Map<String, String> captured = new HashMap<>();
    int fallback = port;
    for (HostTable.Entry entry : hosts.entries(host)) {
      if (entry.pattern != null) {
        captured.putAll(entry.pattern.captured(host));
      }
      for (Site site : entry.sites) {
        if (site.accepts(port)) {
          fallback = fallback < 0 ? site.defaultPort() : fallback;
          site.services().get().forEach(service -> addPlaces(site, service, places));
        }
      }
    }
    places.sort(
        Comparator.<ListedEndpoint.Place>comparingInt(place -> -place.root().length())
            .thenComparing(ListedEndpoint.Place::base));
    return new ListedEndpoint(host, fallback, List.copyOf(places), Map.copyOf(captured));
  }

  private static void addPlaces(Site site, Service service, List<ListedEndpoint.Place> places) {
    for (PathPattern base : service.bases()) {
      places.add(new ListedEndpoint.Place(site.root(), base, service));
    }
  }
}
