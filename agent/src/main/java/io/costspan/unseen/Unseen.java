package io.costspan.unseen;

import io.costspan.health.Excerpt;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What the application did with AI hosts without a call being seen, since the start; shown as
 * {@code costspan.unseen} and on the receipt.
 */
public final class Unseen {
  /** Generated names cannot fill the memory. */
  private static final int LIMIT = 64;

  private static final Comparator<Sighting> ORDER =
      Comparator.comparing(Sighting::host)
          .thenComparing(Sighting::reason)
          .thenComparing(Sighting::what);

  private static final Map<Sighting, AtomicLong> COUNTS = new ConcurrentHashMap<>();

  @SuppressWarnings("NonFinalStaticField")
  private static volatile Runnable whenNew = () -> {};

  private Unseen() {}

  /** What to do when there is something new to say; at once if there is already. */
  public static void tell(Runnable task) {
    whenNew = task;
    if (!isEmpty()) {
      task.run();
    }
  }

  /** Why nothing was seen. */
  public enum Reason {
    /** An AI host was connected to by a client that is not watched. */
    CLIENT,
    /** A host that is not known was called at a path of a known API. */
    DIALECT;

    /** The value of {@code costspan.reason}. */
    public String wireName() {
      return this == CLIENT ? "client" : "dialect";
    }
  }

  /**
   * What is counted.
   *
   * @param what the client, or the provider whose API is spoken
   */
  public record Sighting(String host, Reason reason, String what) {
    /** The client, null if it is one that is watched. */
    public @Nullable String client() {
      return reason == Reason.CLIENT ? what : null;
    }
  }

  /** Counts one more event. Returns whether it is the first of its kind. */
  static boolean count(String host, Reason reason, String what) {
    return counter(host, reason, what).incrementAndGet() == 1;
  }

  /** The count of such events; one that nobody shows if there are too many kinds. */
  static AtomicLong counter(String host, Reason reason, String what) {
    Sighting sighting = new Sighting(Excerpt.of(host), reason, Excerpt.of(what));
    AtomicLong known = COUNTS.get(sighting);
    if (known != null || COUNTS.size() >= LIMIT) {
      return known == null ? new AtomicLong(1) : known;
    }
    AtomicLong made = COUNTS.computeIfAbsent(sighting, first -> new AtomicLong());
    whenNew.run();
    return made;
  }

  /** A snapshot of the counts. */
  public static Map<Sighting, Long> counts() {
    Map<Sighting, Long> snapshot = new TreeMap<>(ORDER);
    COUNTS.forEach((sighting, count) -> snapshot.put(sighting, count.get()));
    return snapshot;
  }

  /** Whether there is nothing to say. */
  public static boolean isEmpty() {
    return COUNTS.isEmpty();
  }

  /** One line for each kind of event, such as {@code ai.corp: 3 connections, no call seen}. */
  public static List<String> notes() {
    return counts().entrySet().stream()
        .filter(entry -> entry.getValue() > 0)
        .map(entry -> note(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static String note(Sighting sighting, long count) {
    return sighting.host()
        + ": "
        + count
        + (sighting.reason() == Reason.CLIENT
            ? (count == 1 ? " connection" : " connections") + ", no call seen"
            : (count == 1 ? " call" : " calls") + " not rated")
        + " ("
        + sighting.what()
        + (sighting.reason() == Reason.CLIENT ? ")" : ", not in endpoints)");
  }
}
