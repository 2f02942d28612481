package io.costspan.provider;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Maps host names to the sites that listen there. Built once, then read by many threads. A lookup
 * reads a few characters of the host, allocates nothing and uses no regular expression, because it
 * precedes every HTTP call of the application. Clouds have many services below one domain, so a
 * pattern is found by more than its end where more of it is literal.
 */
final class HostTable {
  /** The number of characters at the end of a pattern that must be literal. */
  static final int TAIL = 6;

  /** As many tell the services apart that stand before a cloud's domain. */
  private static final int LONG_TAIL = 17;

  /** As many characters at the beginning tell services apart as well. */
  private static final int HEAD = 4;

  /** Any host, for sites that are identified by their port. */
  static final String ANY_HOST = "*";

  private static final int BITS = 10;
  private static final int SIZE = 1 << BITS;

  /** The golden ratio: multiplied by it, numbers that are alike differ in their upper bits. */
  private static final int SPREAD = 0x9E3779B9;

  /** One exact name or pattern, and its sites. */
  static final class Entry {
    final String host;
    final @Nullable HostPattern pattern;
    final List<Site> sites = new ArrayList<>();
    private final int number;

    Entry(int number, String host, @Nullable HostPattern pattern) {
      this.number = number;
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

  /** Exact names by {@link #hash}, patterns by {@link #place}. */
  private final Entry[][] exact = new Entry[SIZE][];

  private final Entry[][] patterns = new Entry[SIZE][];
  private int added;
  private final Entry anyHost = new Entry(0, ANY_HOST, new HostPattern(ANY_HOST));

  /** Adds a site at a host name or pattern. */
  void add(String hostOrPattern, Site site) {
    String host = hostOrPattern.toLowerCase(Locale.ROOT);
    if (host.equals(ANY_HOST)) {
      anyHost.sites.add(site);
      return;
    }
    boolean plain = HostPattern.isExact(host);
    Entry[][] table = plain ? exact : patterns;
    int bucket = plain ? hash(host) : place(host);
    Entry entry = known(table[bucket], host);
    if (entry == null) {
      entry = new Entry(++added, host, plain ? null : new HostPattern(host));
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
        || listens(patterns[tail(host)], host, port, tls)
        || listens(patterns[longTail(host)], host, port, tls)
        || listens(patterns[bothEnds(host)], host, port, tls);
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

  /** The entries that match a host, exact names first, then patterns in the order of addition. */
  List<Entry> entries(String host) {
    List<Entry> matching = new ArrayList<>();
    IntStream.of(tail(host), longTail(host), bothEnds(host))
        .distinct()
        .forEach(bucket -> collect(patterns[bucket], host, matching));
    matching.sort(Comparator.comparingInt(entry -> entry.number));
    List<Entry> found = new ArrayList<>();
    collect(exact[hash(host)], host, found);
    found.addAll(matching);
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

  /** Where a pattern is, by that of its literal characters which tells most. */
  private static int place(String pattern) {
    int head = HostPattern.head(pattern);
    int tail = HostPattern.tail(pattern);
    return head >= HEAD ? bothEnds(pattern) : tail >= LONG_TAIL ? longTail(pattern) : tail(pattern);
  }

  private static int tail(String host) {
    return bucket(0, back(host, 5), back(host, TAIL));
  }

  private static int longTail(String host) {
    return bucket(tail(host), back(host, LONG_TAIL - 1), back(host, LONG_TAIL));
  }

  private static int bothEnds(String host) {
    int length = host.length();
    return bucket(tail(host), back(host, length), back(host, length - HEAD + 1));
  }

  private static int back(String host, int distance) {
    int at = host.length() - distance;
    return at < 0 || distance <= 0 ? 0 : Hosts.lower(host.charAt(at));
  }

  private static int bucket(int seed, int first, int second) {
    return ((seed * 31 + first) * 31 + second) * SPREAD >>> Integer.SIZE - BITS;
  }
}
