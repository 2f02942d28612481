package io.costspan.unseen;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One of the moments at which a TLS class of the JDK is told a host: several for each connection,
 * of which one counts.
 */
final class Connection {
  private static final String ENGINE = "javax.net.ssl.SSLEngine";
  private static final String NAME = "javax.net.ssl.SNIHostName";

  /** How far from the constructor the JDK's own callers are found. */
  private static final int CALLERS = 6;

  /** An engine and the name that it is to send are made one after the other. */
  private static final long PAIR_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** The longest time in which a connection's certificate is checked. */
  private static final long CHECK_NANOS = TimeUnit.MINUTES.toNanos(1);

  /** What told the host. */
  enum Kind {
    /** A client makes an engine. */
    ENGINE,
    /** The name of the server is set, for a socket or an engine. */
    NAME,
    /** The certificate is checked: counts where the other two do not happen. */
    CHECK,
    /** The JDK repeats what it was told. */
    ECHO
  }

  final String host;
  final int port;
  final long atNanos;
  private final long threadId;
  private @Nullable Throwable place;
  private Kind kind = Kind.NAME;
  private Client client = Clients.UNKNOWN;

  /**
   * @param host as the application wrote it
   * @param port -1 if the class does not know it
   * @param place made where it happened; its frames are read later, when nobody waits
   */
  Connection(String host, int port, long atNanos, long threadId, Throwable place) {
    this.host = host;
    this.port = port;
    this.atNanos = atNanos;
    this.threadId = threadId;
    this.place = place;
  }

  /** The host as the table writes it. */
  String name() {
    String lower = host.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }

  Client client() {
    read();
    return client;
  }

  /**
   * Whether it stands for a connection.
   *
   * @param before the last one to the same host that did, null if there is none
   */
  boolean counts(@Nullable Connection before) {
    Kind kind = kind();
    if (before == null || kind == Kind.ECHO) {
      return kind != Kind.ECHO;
    }
    long sinceNanos = atNanos - before.atNanos;
    if (kind == Kind.CHECK) {
      return sinceNanos > CHECK_NANOS;
    }
    return kind == before.kind() || threadId != before.threadId || sinceNanos > PAIR_NANOS;
  }

  private Kind kind() {
    read();
    return kind;
  }

  /** Reads the stack, which holds classes of the application, and lets go of it. */
  private void read() {
    Throwable unread = place;
    if (unread != null) {
      StackTraceElement[] frames = unread.getStackTrace();
      kind = kind(frames);
      client = Clients.of(frames);
      place = null;
    }
  }

  private static Kind kind(StackTraceElement[] frames) {
    for (int i = 0; i < frames.length; i++) {
      if (frames[i].getClassName().equals(ENGINE)) {
        return Kind.ENGINE;
      }
      if (frames[i].getClassName().equals(NAME)) {
        return kindOfName(frames, i + 1);
      }
    }
    return Kind.NAME;
  }

  private static Kind kindOfName(StackTraceElement[] frames, int from) {
    for (int i = from; i < Math.min(frames.length, from + CALLERS); i++) {
      switch (frames[i].getClassName()) {
        case "sun.security.util.HostnameChecker":
          return Kind.CHECK;
        case "sun.security.ssl.SSLEngineImpl":
          return Kind.ECHO;
        case "sun.security.ssl.SSLSocketImpl":
          if (frames[i].getMethodName().equals("setHost")) {
            return Kind.ECHO;
          }
          break;
        default:
      }
    }
    return Kind.NAME;
  }
}
