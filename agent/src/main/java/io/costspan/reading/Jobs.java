package io.costspan.reading;

import io.costspan.health.Faults;
import io.costspan.usage.CallStart;
import io.costspan.usage.UsageRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The jobs that outlive a call, regardless of which call asks for them. Each is billed once, when
 * it is seen to be finished, or settled by an estimate if that never happens. Holds the newest
 * {@value #LIMIT} jobs under way and the same number of those that are over; with more under way,
 * the oldest are settled.
 */
public final class Jobs {
  private static final int LIMIT = 10_000;

  /** The number of results that are remembered; a batch may have tens of thousands. */
  private static final int RESULTS_LIMIT = 50_000;

  private static final String FAULT = "job";

  private final Map<String, PendingJob> pending = new LinkedHashMap<>();

  private final Map<String, Boolean> over = new Newest<>(LIMIT);

  /** Those that are over without saying what they cost, because a later reply may still say it. */
  private final Map<String, Optional<PendingJob>> unrated = new Newest<>(LIMIT);

  /** Results that were shown, by hashes of their names. */
  private final Map<Long, Boolean> shown = new Newest<>(RESULTS_LIMIT);

  private final BiConsumer<CallStart, UsageRecord> settled;

  /**
   * @param settled receives what settled jobs probably consumed, with the call that began them
   */
  public Jobs(BiConsumer<CallStart, UsageRecord> settled) {
    this.settled = settled;
  }

  /** Settles the jobs that no call has shown for too long. */
  public void settle(Instant now) {
    take(LIMIT, job -> !job.settledAfter().isAfter(now)).forEach(this::settle);
  }

  /** Settles all jobs, because nobody will see them finish. */
  public void settleAll() {
    take(LIMIT, job -> true).forEach(this::settle);
  }

  /** Records that a call saw the job under way. */
  void pending(PendingJob job) {
    if (add(key(job.start().provider(), job.id()), job)) {
      take(1, oldest -> true).forEach(this::settle);
    }
  }

  /** The job with that id if it is under way or unrated, or null. */
  synchronized @Nullable PendingJob find(String provider, String id) {
    String key = key(provider, id);
    PendingJob job = pending.get(key);
    return job == null ? unrated.getOrDefault(key, Optional.empty()).orElse(null) : job;
  }

  /** Records that the job is over; returns false if it was billed before. */
  synchronized boolean finish(String provider, String id) {
    String key = key(provider, id);
    boolean unpaid = unrated.remove(key) != null;
    pending.remove(key);
    return over.put(key, Boolean.TRUE) == null || unpaid;
  }

  /** Records that the job seems to be over; returns false if it was billed or unrated before. */
  synchronized boolean finishUnrated(String provider, String id) {
    String key = key(provider, id);
    boolean first = over.put(key, Boolean.TRUE) == null;
    if (first) {
      unrated.put(key, Optional.ofNullable(pending.remove(key)));
    }
    return first;
  }

  /** Records that a call showed a result of that name at a path; returns whether it is new. */
  synchronized boolean show(String provider, String path, String name) {
    return shown.put(hash(key(provider, path) + '/' + name), Boolean.TRUE) == null;
  }

  /** 64 bits (FNV-1a), so that no two of so many names share a hash. */
  private static long hash(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }

  private static String key(String provider, String id) {
    return provider + '/' + id;
  }

  /** Adds a job; returns whether there are now more than the limit. */
  private synchronized boolean add(String key, PendingJob job) {
    if (!over.containsKey(key)) {
      PendingJob known = pending.get(key);
      pending.put(key, known == null ? job : known.with(job));
    }
    return pending.size() > LIMIT;
  }

  /** Removes the oldest of the matching jobs; they count as billed from now on. */
  private synchronized List<PendingJob> take(int most, Predicate<PendingJob> which) {
    List<PendingJob> taken = new ArrayList<>();
    Iterator<Map.Entry<String, PendingJob>> jobs = pending.entrySet().iterator();
    while (jobs.hasNext() && taken.size() < most) {
      Map.Entry<String, PendingJob> job = jobs.next();
      if (which.test(job.getValue())) {
        taken.add(job.getValue());
        over.put(job.getKey(), Boolean.TRUE);
        jobs.remove();
      }
    }
    return taken;
  }

  /** Called outside the lock, because rating takes time. */
  private void settle(PendingJob job) {
    try {
      settled.accept(job.start(), job.settled(this));
    } catch (Throwable fault) {
      Faults.count(FAULT, fault);
    }
  }

  private static final class Newest<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1L;

    private final int limit;

    Newest(int limit) {
      this.limit = limit;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
      return size() > limit;
    }
  }
}
