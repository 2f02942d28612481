package io.costspan.pipeline;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A queue that holds a limited number of bytes. No thread ever waits for it or takes a lock. */
public final class BoundedQueue<T> {
  private static final long USUAL_BYTES = 8 << 20;
  private static final int PART_OF_HEAP = 8;

  private final Queue<Entry<T>> entries = new ConcurrentLinkedQueue<>();
  private final AtomicLong bytes = new AtomicLong();
  private final long limitBytes;

  public BoundedQueue(long limitBytes) {
    this.limitBytes = limitBytes;
  }

  /** A queue of 8 MB, or an eighth of the heap if that is less. */
  public static <T> BoundedQueue<T> ofUsualSize() {
    return new BoundedQueue<>(
        Math.min(USUAL_BYTES, Runtime.getRuntime().maxMemory() / PART_OF_HEAP));
  }

  /** Adds an item; returns false if there was no room for {@code size} bytes. */
  public boolean offer(T item, long size) {
    if (bytes.addAndGet(size) > limitBytes) {
      bytes.addAndGet(-size);
      return false;
    }
    entries.add(new Entry<>(item, size));
    return true;
  }

  /** Removes and returns the oldest item, or null if there is none. */
  public @Nullable T poll() {
    Entry<T> entry = entries.poll();
    if (entry == null) {
      return null;
    }
    bytes.addAndGet(-entry.size);
    return entry.item;
  }

  public boolean isEmpty() {
    return entries.isEmpty();
  }

  /** Removes all items and returns their number. */
  public long discard() {
    long count = 0;
    while (poll() != null) {
      count++;
    }
    return count;
  }

  private record Entry<T>(T item, long size) {}
}
