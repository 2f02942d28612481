package io.costspan.net;

import io.costspan.files.Location;
import io.costspan.health.OwnThreads;
import java.io.IOException;
import java.net.Authenticator;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP call of the agent's own, from looking up the host name to what it wants of the reply,
 * under a single deadline. It runs on a thread of its own, which can be abandoned: the timeouts of
 * a connection start anew with each byte that arrives, and looking up a name has none.
 *
 * <p>Uses {@link HttpURLConnection}, which is part of every JVM, and for https one of its own.
 * Calls on threads of the agent are never rated. Redirects are not followed.
 *
 * @param <T> what is wanted of the reply
 */
public final class OwnCall<T> {
  private final URI uri;
  private final @Nullable Proxy proxy;
  private final Duration limit;
  private final Talk<T> talk;
  private final long deadlineNanos;
  private final String name;
  private final Thread thread;

  /** Completed by the talk or by the deadline, which ends the wait. */
  private final CompletableFuture<T> answer = new CompletableFuture<>();

  private volatile @Nullable HttpURLConnection connection;

  /** What to send and what to read. */
  @FunctionalInterface
  public interface Talk<T> {
    /**
     * Completes the answer. Anything after that happens while nobody waits.
     *
     * @param connection not connected yet
     */
    void hold(HttpURLConnection connection, CompletableFuture<T> answer) throws IOException;
  }

  /**
   * @param name of the thread
   * @param proxy null for that of the JDK's settings
   * @param limit for the whole call
   */
  public OwnCall(String name, URI uri, @Nullable Proxy proxy, Duration limit, Talk<T> talk) {
    this.uri = uri;
    this.proxy = proxy;
    this.limit = limit;
    this.talk = talk;
    this.name = name;
    this.deadlineNanos = System.nanoTime() + limit.toNanos();
    this.thread = OwnThreads.daemon(name, () -> OtherAgent.runUnwatched(this::run));
  }

  /** Starts the call and waits for the answer. */
  public T await() throws IOException, TimeoutException {
    thread.start();
    try {
      return answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TimeoutException late) {
        leave();
        throw late;
      }
      throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
    } catch (TimeoutException e) {
      return giveUp(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return giveUp(new TimeoutException());
    }
  }

  /** From now on the call may take no longer than that. */
  public void hurry(Duration rest) {
    if (!answer.isDone()) {
      answer.orTimeout(rest.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  /** Whether the call was abandoned and its thread is still stuck. */
  public boolean isStuck() {
    return answer.isCompletedExceptionally() && thread.isAlive();
  }

  /** Whether the time for the call is over. */
  public boolean isLate() {
    return System.nanoTime() - deadlineNanos > 0;
  }

  /** A failure at the last moment is one of time, too: the connection has the same limit. */
  private T giveUp(TimeoutException late) throws TimeoutException {
    if (!answer.completeExceptionally(late) && !answer.isCompletedExceptionally()) {
      return answer.join();
    }
    leave();
    throw late;
  }

  /** Disconnecting may take as long as the connection hangs. */
  private void leave() {
    HttpURLConnection hanging = connection;
    if (hanging != null) {
      OwnThreads.daemon(name + "-end", hanging::disconnect).start();
    }
  }

  private void run() {
    try {
      HttpURLConnection opened = open();
      connection = opened;
      talk.hold(opened, answer);
    } catch (Throwable e) {
      answer.completeExceptionally(e);
    }
  }

  private HttpURLConnection open() throws IOException {
    URL url = uri.toURL();
    HttpURLConnection opened = Location.isHttps(uri) ? new TlsConnection(url, proxy) : plain(url);
    int limitMillis = (int) limit.toMillis();
    opened.setConnectTimeout(limitMillis);
    opened.setReadTimeout(limitMillis);
    return opened;
  }

  private HttpURLConnection plain(URL url) throws IOException {
    HttpURLConnection opened =
        (HttpURLConnection) (proxy == null ? url.openConnection() : url.openConnection(proxy));
    opened.setUseCaches(false);
    opened.setInstanceFollowRedirects(false);
    // Otherwise the application's own authenticator would be asked for a password.
    opened.setAuthenticator(new Authenticator() {});
    return opened;
  }
}
