package io.costspan.net;

import io.costspan.files.Location;
import io.costspan.files.TooLargeException;
import io.costspan.health.Faults;
import io.costspan.health.Log;
import io.costspan.json.Remote;
import io.costspan.json.RemoteCopy;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A price file that is followed by its URL: its newest copy, and when to look again. One thread
 * polls; the others only look at what it found.
 */
public final class PriceUrl implements Remote {
  private static final long FIRST_PAUSE_MILLIS = 250;
  private static final long LONGEST_PAUSE_MILLIS = 600_000;
  private static final int MOST_DOUBLINGS = 20;

  private final URI url;
  private final String name;
  private final Download download;
  private final @Nullable StoredCopy stored;
  private final int limitBytes;
  private volatile @Nullable RemoteCopy copy;
  private volatile boolean answered;
  private @Nullable String etag;
  private @Nullable RemoteCopy kept;
  private @Nullable String error = "no answer yet";
  private boolean inForce;
  private boolean warned;
  private int failures;
  private long retryAfterSeconds;

  /**
   * @param stored where the last good copy is kept, null for nowhere
   */
  PriceUrl(URI url, Download download, @Nullable StoredCopy stored, int limitBytes) {
    this.url = url;
    this.name = Location.shown(url.toString());
    this.download = download;
    this.stored = stored;
    this.limitBytes = limitBytes;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public @Nullable RemoteCopy copy() {
    return copy;
  }

  /** Whether the server itself has answered, so that nothing is owed to an earlier start. */
  public boolean hasAnswered() {
    return answered;
  }

  /** Whether the last poll failed; false before the first one. */
  public synchronized boolean hasFailed() {
    return failures > 0;
  }

  /** Why the last poll failed, null if it did not. */
  public synchronized @Nullable String error() {
    return error;
  }

  /** Takes the copy of an earlier start, if there is one. */
  public void recall() {
    RemoteCopy old = stored == null ? null : stored.read(limitBytes);
    if (old != null && stored != null) {
      recall(old, stored.etag(old));
    }
  }

  private synchronized void recall(RemoteCopy old, @Nullable String itsEtag) {
    etag = itsEtag;
    kept = old;
    copy = old;
  }

  /** Asks the server once. */
  public void poll() {
    try {
      Download.Reply reply = download.get(url, etag());
      byte[] content = reply.content();
      take(content == null ? null : RemoteCopy.of(content), reply.etag());
    } catch (TooLargeException e) {
      take(RemoteCopy.tooLarge(e), null);
    } catch (IOException | TimeoutException | RuntimeException e) {
      fail(e);
    }
  }

  private synchronized @Nullable String etag() {
    return etag;
  }

  /**
   * @param newest null if nothing has changed
   */
  private synchronized void take(@Nullable RemoteCopy newest, @Nullable String itsEtag) {
    RemoteCopy known = copy;
    if (newest != null) {
      etag = itsEtag;
      copy = known != null && newest.isLike(known) ? known : newest;
    }
    answered = true;
    failures = 0;
    retryAfterSeconds = 0;
    error = null;
    if (warned) {
      warned = false;
      Log.info("price URL " + name + " answers again");
    }
  }

  private synchronized void fail(Exception e) {
    failures++;
    retryAfterSeconds = e instanceof BadReply bad ? bad.retryAfterSeconds() : 0;
    error = Failures.words(e);
    sayOutage();
  }

  /** The table has taken the newest copy; if its prices were accepted, keeps it. */
  public synchronized void settle() {
    RemoteCopy newest = copy;
    if (newest == null || !newest.isGood()) {
      return;
    }
    inForce = true;
    if (stored != null && newest != kept) {
      kept = newest;
      stored.write(newest, etag);
    }
    sayOutage();
  }

  private void sayOutage() {
    if (inForce && failures > 0) {
      warn("its last prices stay in force");
    }
  }

  /** Warns, unless there is at least an old copy. */
  public synchronized void sayMissing() {
    if (copy == null) {
      warn("until it does, calls are rated by the other prices and flagged as estimated");
    }
  }

  private void warn(String consequence) {
    if (!warned) {
      warned = true;
      Faults.count("prices_unfetched");
      Log.warn("price URL " + name + " does not answer (" + error + "); " + consequence);
    }
  }

  /**
   * How long to wait for the next poll. After failures longer and longer, and not the same time in
   * each JVM of a fleet.
   *
   * @param interval as long as there are no failures
   */
  public synchronized Duration pause(Duration interval) {
    if (failures == 0) {
      return interval;
    }
    long usual = interval.toMillis();
    long first = Math.max(copy == null ? 0 : usual, FIRST_PAUSE_MILLIS);
    long longest = Math.max(usual, LONGEST_PAUSE_MILLIS);
    int doublings = Math.min(failures - 1, MOST_DOUBLINGS);
    long millis = longest >> doublings < first ? longest : first << doublings;
    long spread = ThreadLocalRandom.current().nextLong(millis * 3 / 4, millis + 1);
    return Duration.ofMillis(Math.max(spread, Math.min(longest, retryAfterSeconds * 1_000)));
  }
}
