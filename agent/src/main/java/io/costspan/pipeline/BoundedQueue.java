package io.costspan.pipeline;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A queue that holds so many bytes at most. Nobody ever waits for it, and nobody takes a lock. */
public final class BoundedQueue<T> {
  private static final long USUAL_BYTES = 8 << 20;
  private static final int PART_OF_HEAP = 8;

  private final Queue<Entry<T>> entries = new ConcurrentLinkedQueue<>();
  private final AtomicLong bytes = new AtomicLong();
  private final long limitBytes;

  public BoundedQueue(long limitBytes) {
    this.limitBytes = limitBytes;
  }

  /** One of 8 MB, or of less where that were more than an eighth of the heap. */
  public static <T> BoundedQueue<T> ofUsualSize() {
    return new BoundedQueue<>(
        Math.min(USUAL_BYTES, Runtime.getRuntime().maxMemory() / PART_OF_HEAP));
  }

  /** Returns whether there was room for so many bytes. */
  public boolean offer(T item, long size) {
    if (bytes.addAndGet(size) > limitBytes) {
      bytes.addAndGet(-size);
      return false;
    }
    entries.add(new Entry<>(item, size));
    return true;
  }

  /** The oldest, or null if there is none. */
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

  /** Takes all out that is there and returns how many they were. */
  public long discard() {
    long count = 0;
    while (poll() != null) {
      count++;
    }
    return count;
  }

  private record Entry<T>(T item, long size) {}
}
