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
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The jobs that outlive a call, whoever asks for them: each is billed once, when it is seen
 * finished, or is settled by an estimate when that never happens. Holds the newest {@value #LIMIT}
 * of those under way and of those billed; more under way settles the oldest.
 */
public final class Jobs {
  private static final int LIMIT = 10_000;
  private static final String FAULT = "job";

  private final Map<String, PendingJob> pending = new LinkedHashMap<>();
  private final Map<String, Boolean> billed =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > LIMIT;
        }
      };

  private final BiConsumer<CallStart, UsageRecord> settled;

  /**
   * @param settled receives what settled jobs probably consumed, with the call that began them
   */
  public Jobs(BiConsumer<CallStart, UsageRecord> settled) {
    this.settled = settled;
  }

  /** Settles the jobs without news for too long. */
  public void settle(Instant now) {
    take(LIMIT, job -> !job.settledAfter().isAfter(now)).forEach(this::settle);
  }

  /** Settles all: nobody will see them finish. */
  public void settleAll() {
    take(LIMIT, job -> true).forEach(this::settle);
  }

  /** A call saw that job under way. */
  void pending(PendingJob job) {
    if (add(key(job.start().provider(), job.id()), job)) {
      take(1, oldest -> true).forEach(this::settle);
    }
  }

  /** The job of that id if it is under way, or null. */
  synchronized @Nullable PendingJob find(String provider, String id) {
    return pending.get(key(provider, id));
  }

  /** The job is over; false if it was billed before. */
  synchronized boolean finish(String provider, String id) {
    String key = key(provider, id);
    pending.remove(key);
    return billed.put(key, Boolean.TRUE) == null;
  }

  private static String key(String provider, String id) {
    return provider + '/' + id;
  }

  /** Returns whether there are more jobs now than are to be held. */
  private synchronized boolean add(String key, PendingJob job) {
    if (!billed.containsKey(key)) {
      PendingJob known = pending.get(key);
      pending.put(key, known == null ? job : known.with(job));
    }
    return pending.size() > LIMIT;
  }

  /** Takes the oldest of some jobs out; they count as billed from now on. */
  private synchronized List<PendingJob> take(int most, Predicate<PendingJob> which) {
    List<PendingJob> taken = new ArrayList<>();
    Iterator<Map.Entry<String, PendingJob>> jobs = pending.entrySet().iterator();
    while (jobs.hasNext() && taken.size() < most) {
      Map.Entry<String, PendingJob> job = jobs.next();
      if (which.test(job.getValue())) {
        taken.add(job.getValue());
        billed.put(job.getKey(), Boolean.TRUE);
        jobs.remove();
      }
    }
    return taken;
  }

  /** Outside of the lock: rating takes its time. */
  private void settle(PendingJob job) {
    try {
      settled.accept(job.start(), job.settled(this));
    } catch (Throwable fault) {
      Faults.count(FAULT, fault);
    }
  }
}
