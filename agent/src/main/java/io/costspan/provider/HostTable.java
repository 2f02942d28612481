package io.costspan.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Maps host names to the sites that listen there. Built once, then read by many threads. A lookup
 * reads a few characters of the host, allocates nothing and uses no regular expression, because it
 * precedes every HTTP call of the application.
 */
final class HostTable {
  /** The number of characters at the end of a pattern that must be literal. */
  static final int TAIL = 6;

  /** Any host, for sites that are identified by their port. */
  static final String ANY_HOST = "*";

  private static final int SIZE = 1024;

  /** One exact name or pattern, and its sites. */
  static final class Entry {
    final String host;
    final @Nullable HostPattern pattern;
    final List<Site> sites = new ArrayList<>();

    Entry(String host, @Nullable HostPattern pattern) {
      this.host = host;
      this.pattern = pattern;
    }

    boolean is(String name) {
      return pattern == null
          ? name.length() == host.length() && Hosts.regionMatches(name, 0, host)
          : pattern.matches(name);
    }

    boolean listens(int port, boolean tls) {
      for (int i = 0; i < sites.size(); i++) {
        if (tls ? sites.get(i).acceptsTls(port) : sites.get(i).accepts(port)) {
          return true;
        }
      }
      return false;
    }
  }

  /** Exact names by {@link #hash}, patterns by {@link #tail}. */
  private final Entry[][] exact = new Entry[SIZE][];

  private final Entry[][] patterns = new Entry[SIZE][];
  private final Entry anyHost = new Entry(ANY_HOST, new HostPattern(ANY_HOST));

  /** Adds a site at a host name or pattern. */
  void add(String hostOrPattern, Site site) {
    String host = hostOrPattern.toLowerCase(Locale.ROOT);
    if (host.equals(ANY_HOST)) {
      anyHost.sites.add(site);
      return;
    }
    boolean plain = HostPattern.isExact(host);
    Entry[][] table = plain ? exact : patterns;
    int bucket = plain ? hash(host) : tail(host);
    Entry entry = known(table[bucket], host);
    if (entry == null) {
      entry = new Entry(host, plain ? null : new HostPattern(host));
      table[bucket] = append(table[bucket], entry);
    }
    entry.sites.add(site);
  }

  private static @Nullable Entry known(Entry @Nullable [] bucket, String host) {
    for (int i = 0; bucket != null && i < bucket.length; i++) {
      if (bucket[i].host.equals(host)) {
        return bucket[i];
      }
    }
    return null;
  }

  private static Entry[] append(Entry @Nullable [] bucket, Entry entry) {
    int length = bucket == null ? 0 : bucket.length;
    Entry[] grown = new Entry[length + 1];
    if (bucket != null) {
      System.arraycopy(bucket, 0, grown, 0, length);
    }
    grown[length] = entry;
    return grown;
  }

  /** Whether a site listens at that host and port. */
  boolean knows(String host, int port) {
    return listens(host, port, false) || anyHost.listens(port, false);
  }

  /**
   * Whether a site that speaks TLS listens there. A port at any host is none, because others speak
   * TLS at the same port elsewhere.
   *
   * @param port -1 if it is not known
   */
  boolean knowsTls(String host, int port) {
    return listens(host, port, true);
  }

  private boolean listens(String host, int port, boolean tls) {
    return listens(exact[hash(host)], host, port, tls)
        || (host.length() >= TAIL && listens(patterns[tail(host)], host, port, tls));
  }

  private static boolean listens(Entry @Nullable [] bucket, String host, int port, boolean tls) {
    if (bucket != null) {
      for (Entry entry : bucket) {
        if (entry.is(host) && entry.listens(port, tls)) {
          return true;
        }
      }
    }
    return false;
  }

  /** The entries that match a host, exact names first. */
  List<Entry> entries(String host) {
    List<Entry> found = new ArrayList<>();
    collect(exact[hash(host)], host, found);
    if (host.length() >= TAIL) {
      collect(patterns[tail(host)], host, found);
    }
    found.add(anyHost);
    return found;
  }

  private static void collect(Entry @Nullable [] bucket, String host, List<Entry> into) {
    for (int i = 0; bucket != null && i < bucket.length; i++) {
      if (bucket[i].is(host)) {
        into.add(bucket[i]);
      }
    }
  }

  /**
   * Uses few characters, but those in which hosts differ: the length and the characters before the
   * end.
   */
  private static int hash(String host) {
    int length = host.length();
    return bucket(length, back(host, 5), back(host, 7));
  }

  private static int tail(String host) {
    return bucket(0, back(host, 5), back(host, TAIL));
  }

  private static int back(String host, int distance) {
    int at = host.length() - distance;
    return at < 0 ? 0 : Hosts.lower(host.charAt(at));
  }

  private static int bucket(int length, int first, int second) {
    return length * 37 + first * 31 + second & SIZE - 1;
  }
}
