package io.costspan.receipt;

import io.costspan.pipeline.RatedCall;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What calls add up to, by what they have in common. The number of keys is limited; all other calls
 * are added up under one more. Safe to use from any thread.
 */
public final class SumsBy<K> {
  private final int limit;
  private final K other;
  private final Map<K, Sums> sums = new LinkedHashMap<>();

  /**
   * @param limit how many keys have sums of their own
   * @param other stands for all further keys
   */
  public SumsBy(int limit, K other) {
    this.limit = limit;
    this.other = other;
  }

  /** Adds a call. */
  public synchronized void add(K key, RatedCall call) {
    Sums known = sums.get(key);
    if (known == null) {
      known = sums.computeIfAbsent(sums.size() < limit ? key : other, first -> new Sums());
    }
    known.add(call);
  }

  /** The sums so far, which do not change any more. */
  public synchronized Map<K, Sums> copy() {
    Map<K, Sums> copy = new LinkedHashMap<>();
    sums.forEach((key, sum) -> copy.put(key, new Sums().add(sum)));
    return copy;
  }
}
