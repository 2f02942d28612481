package io.costspan.usage;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Remembers which jobs were rated, because each poll of a job repeats its usage. Holds the newest
 * {@value #LIMIT}; an older one that is polled again is rated again.
 */
public final class RatedIds {
  private static final int LIMIT = 10_000;

  private final Map<String, Boolean> ids =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > LIMIT;
        }
      };

  /** Notes an id; false if it was known. */
  synchronized boolean add(String provider, String id) {
    return ids.put(provider + '/' + id, Boolean.TRUE) == null;
  }
}
