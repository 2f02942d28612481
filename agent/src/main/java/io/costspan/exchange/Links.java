package io.costspan.exchange;

import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Finds what the agent knows of a client's own object, by identity and without holding the object.
 * A look-up takes no lock and allocates nothing, because clients' hot methods ask for every piece
 * of every body while an AI call is under way; otherwise it is the reading of one field.
 *
 * <p>A value must not lead to its key. A value whose key nobody holds any more is let go by {@link
 * OpenExchanges#settleDropped}.
 *
 * @param <V> what is known of an object
 */
public final class Links<V> {
  private static final int BUCKETS = 256;

  private final Bucket<V>[] buckets = buckets();
  private final AtomicInteger count = new AtomicInteger();

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static <V> Bucket<V>[] buckets() {
    Bucket<V>[] buckets = new Bucket[BUCKETS];
    for (int i = 0; i < BUCKETS; i++) {
      buckets[i] = new Bucket<>();
    }
    return buckets;
  }

  /** What is known of an object, or null. */
  public @Nullable V find(Object key) {
    return count.get() == 0 ? null : bucket(key).find(key);
  }

  /** Adds what is known of an object of which nothing is known yet. */
  public Link<V> put(Object key, V value) {
    return put(key, value, null);
  }

  /**
   * Same, for one of several objects.
   *
   * @param others the link of the object before it, null for the first one; see {@link
   *     Link#forgetAll}
   */
  public Link<V> put(Object key, V value, @Nullable Link<V> others) {
    Link<V> link = new Link<>(this, key, value, others);
    link.bucket.add(link);
    count.incrementAndGet();
    return link;
  }

  /** Forgets what is known of an object, if anything is. */
  public void remove(Object key) {
    if (count.get() != 0 && bucket(key).remove(key)) {
      count.decrementAndGet();
    }
  }

  private Bucket<V> bucket(Object key) {
    return buckets[System.identityHashCode(key) % BUCKETS];
  }

  /** The links of some objects. Only changes are locked; whoever reads meets each link once. */
  private static final class Bucket<V> {
    private volatile @Nullable Link<V> first;

    @Nullable V find(Object key) {
      for (Link<V> link = first; link != null; link = link.next) {
        if (link.refersTo(key)) {
          return link.value;
        }
      }
      return null;
    }

    synchronized void add(Link<V> link) {
      link.next = first;
      first = link;
    }

    synchronized boolean remove(Object key) {
      for (Link<V> link = first; link != null; link = link.next) {
        if (link.refersTo(key)) {
          return cut(link);
        }
      }
      return false;
    }

    synchronized boolean cut(Link<V> gone) {
      if (first == gone) {
        first = gone.next;
        return true;
      }
      for (Link<V> link = first; link != null; link = link.next) {
        if (link.next == gone) {
          link.next = gone.next;
          return true;
        }
      }
      return false;
    }
  }

  /** What is known of one object. */
  public static final class Link<V> extends WeakReference<Object> implements Unreachable {
    private final Links<V> all;
    private final Bucket<V> bucket;
    private final V value;
    private volatile @Nullable Link<V> next;

    /** The link of the object before it, which leads to the others. */
    private final @Nullable Link<V> others;

    private Link(Links<V> all, Object key, V value, @Nullable Link<V> others) {
      super(key, QUEUE);
      this.all = all;
      this.bucket = all.bucket(key);
      this.value = value;
      this.others = others;
    }

    /** Forgets what is known of the object, if it is not forgotten yet. */
    public void forget() {
      if (bucket.cut(this)) {
        all.count.decrementAndGet();
      }
    }

    /** Same, for this object and the others before it. */
    public void forgetAll() {
      for (Link<V> link = this; link != null; link = link.others) {
        link.forget();
      }
    }

    @Override
    public void unreachable() {
      forget();
    }
  }
}
