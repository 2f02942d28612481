package io.costspan.unseen;

import static io.costspan.unseen.Unseen.Reason.CLIENT;

import io.costspan.health.Faults;
import io.costspan.health.Log;
import io.costspan.health.OwnThreads;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ObjIntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Is told by the JDK's TLS classes to which hosts the application connects, and finds out which AI
 * hosts it talks to without a call being seen. A connection to any other host costs a look into the
 * table of hosts. The others are judged on a thread of the agent: a client that is not watched has
 * no call that could be seen; one that is watched has until 45 seconds to make one, as it may have
 * connected in advance.
 */
public final class ConnectionWatch implements ObjIntConsumer<@Nullable String> {
  /** Short enough to be said within a minute. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(45);

  /** A call that began this long before may be the one that needs the connection. */
  private static final long CALL_NANOS = TimeUnit.MINUTES.toNanos(15);

  /** How long the exit waits until it is known which hosts are AI hosts. */
  private static final long EXIT_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

  /** Connections that have not been looked at. */
  private static final int LIMIT = 64;

  private static final String FULL = "connections_full";

  private final Supplier<@Nullable HostCheck> reader;
  private final Runnable whenFound;
  private final Queue<Connection> arrived = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final List<Connection> patient = new ArrayList<>();
  private final Map<String, Connection> last = new HashMap<>();
  private volatile @Nullable HostCheck hosts;
  private volatile boolean off;
  private volatile @Nullable Thread thread;

  /**
   * @param reader finds out which hosts are AI hosts, once, when the first connection is made
   *     before {@link #know}; null if nobody wants to know
   * @param whenFound called when an AI host is connected to
   */
  public ConnectionWatch(Supplier<@Nullable HostCheck> reader, Runnable whenFound) {
    this.reader = reader;
    this.whenFound = whenFound;
  }

  /** Which hosts are AI hosts. */
  @FunctionalInterface
  public interface HostCheck {
    /**
     * Whether an AI endpoint that speaks TLS may be there.
     *
     * @param port -1 if it is not known
     */
    boolean isTlsEndpoint(String host, int port);
  }

  /** From now on these are the AI hosts. */
  public void know(HostCheck known) {
    hosts = known;
  }

  /** Nobody wants to know. */
  public void turnOff() {
    off = true;
  }

  /** Runs on the application's thread: never throws, never blocks. */
  @Override
  public void accept(@Nullable String host, int port) {
    try {
      HostCheck known = hosts;
      if (host != null && !off && (known == null || known.isTlsEndpoint(host, port))) {
        take(host, port);
      }
    } catch (Throwable fault) {
      Faults.uncaught++;
    }
  }

  /** Only the names of the frames are needed, and they are read later, by {@link #judge}. */
  private void take(String host, int port) {
    if (OwnThreads.isCurrent()) {
      return;
    }
    if (waiting.get() >= LIMIT) {
      Faults.count(FULL);
      return;
    }
    long threadId = Thread.currentThread().getId();
    add(new Connection(host, port, System.nanoTime(), threadId, new Throwable()));
    Thread judging = thread;
    if (judging != null) {
      LockSupport.unpark(judging);
    } else {
      start();
    }
  }

  void add(Connection connection) {
    waiting.incrementAndGet();
    arrived.add(connection);
  }

  private synchronized void start() {
    if (thread == null) {
      Thread judging = OwnThreads.daemon("costspan-unseen", this::watch);
      thread = judging;
      judging.start();
    }
  }

  private void watch() {
    judgeAtExit();
    OwnThreads.repeat(this::step);
  }

  /** The engine, if it has been started, does so too, before it prints the receipt. */
  private void judgeAtExit() {
    try {
      Runtime.getRuntime().addShutdownHook(OwnThreads.daemon("costspan-unseen-exit", this::close));
    } catch (IllegalStateException exiting) {
      // The connection is made by a shutdown hook.
    }
  }

  private boolean step() throws InterruptedException {
    if (hosts == null && !off) {
      readHosts();
    }
    if (off) {
      arrived.clear();
      return false;
    }
    long pause = judge(System.nanoTime());
    if (arrived.isEmpty()) {
      LockSupport.parkNanos(this, pause);
    }
    return !Thread.interrupted();
  }

  private void readHosts() {
    HostCheck read = null;
    try {
      read = reader.get();
    } catch (Throwable fault) {
      Faults.count("start", fault);
    }
    if (hosts == null) {
      off |= read == null;
      hosts = read;
    }
  }

  /** Judges what there is, because the JVM exits: no call can follow any more. */
  public void close() {
    long deadlineNanos = System.nanoTime() + EXIT_NANOS;
    while (hosts == null && !off && !arrived.isEmpty() && System.nanoTime() < deadlineNanos) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
    if (!off && hosts != null) {
      judge(System.nanoTime() + PATIENCE_NANOS);
    }
  }

  /** Judges what can be judged at that time. Returns for how long there is nothing more to do. */
  synchronized long judge(long nowNanos) {
    for (Connection next = arrived.poll(); next != null; next = arrived.poll()) {
      waiting.decrementAndGet();
      look(next);
    }
    long pause = TimeUnit.HOURS.toNanos(1);
    for (Iterator<Connection> each = patient.iterator(); each.hasNext(); ) {
      Connection connection = each.next();
      long left = connection.atNanos + PATIENCE_NANOS - nowNanos;
      if (Visits.since(connection.name(), connection.atNanos - CALL_NANOS)) {
        each.remove();
      } else if (left <= 0) {
        each.remove();
        say(connection.name(), connection.client());
      } else {
        pause = Math.min(pause, left);
      }
    }
    return pause;
  }

  private void look(Connection connection) {
    HostCheck known = hosts;
    if (known == null || !known.isTlsEndpoint(connection.host, connection.port)) {
      return;
    }
    whenFound.run();
    String host = connection.name();
    if (!connection.counts(last.get(host))) {
      return;
    }
    if (last.size() < LIMIT || last.containsKey(host)) {
      last.put(host, connection);
    }
    Client client = connection.client();
    if (!client.watched()) {
      say(host, client);
    } else if (patient.size() < LIMIT) {
      patient.add(connection);
    } else {
      Faults.count(FULL);
    }
  }

  private static void say(String host, Client client) {
    if (Unseen.count(host, CLIENT, client.name())) {
      Log.warn(
          host
              + " is connected to by "
              + client.name()
              + (client.watched() ? " without a call" : ", which is not watched")
              + ": what it costs is missing. To mend it, "
              + client.fix()
              + "; unseen=false turns this warning off");
    }
  }
}
