package io.costspan.it.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * An HTTP/1.1 server down to the socket: it keeps each request exactly as it came, and answers by
 * the script that the request names in its header {@code X-Case}.
 */
final class ScriptedServer implements AutoCloseable {
  private static final Duration ARRIVAL = Duration.ofSeconds(30);
  private static final int END_OF_HEAD = '\r' << 24 | '\n' << 16 | '\r' << 8 | '\n';

  /** What is longer is a body that a case leaves unread. */
  private static final int LONGEST_HEAD = 64 * 1024;

  private final ServerSocket socket;
  private final Map<String, Script> scripts;
  private final Map<String, List<String>> seen = new TreeMap<>();
  private final NavigableMap<Instant, String> begun = new ConcurrentSkipListMap<>();
  private final Map<String, Semaphore> acknowledged = new ConcurrentHashMap<>();
  private final ExecutorService connections = Executors.newCachedThreadPool();

  ScriptedServer(Map<String, Script> scripts) {
    this.scripts = scripts;
    try {
      socket = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    connections.execute(this::accept);
  }

  /** How the server answers one request. */
  @FunctionalInterface
  interface Script {
    void answer(Wire wire) throws IOException;
  }

  String url() {
    return "http://localhost:" + socket.getLocalPort();
  }

  /** Requests by case in the order of arrival, and forgets them. */
  Map<String, List<String>> takeSeen() {
    synchronized (seen) {
      Map<String, List<String>> taken = new TreeMap<>(seen);
      seen.clear();
      acknowledged.clear();
      return taken;
    }
  }

  /** When which case began. */
  NavigableMap<Instant, String> begun() {
    return begun;
  }

  /** How many requests of that case have arrived. */
  int seen(String name) {
    synchronized (seen) {
      return seen.getOrDefault(name, List.of()).size();
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket connection = socket.accept();
        connections.execute(() -> serve(connection));
      }
    } catch (IOException closed) {
      connections.shutdown();
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      connection.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(connection.getInputStream());
      for (String head = head(in); head != null && !connection.isClosed(); head = head(in)) {
        if (header(head, "expect") != null) {
          new Wire(head, connection, this, "").startReply(100, "");
        }
        answer(connection, head, readsBodyAfter(head) ? body(in, head) : "");
      }
    } catch (IOException gone) {
      // The client has hung up, as some cases do.
    }
  }

  /** Not if the case is about a server that does not. */
  private static boolean readsBodyAfter(String head) {
    return !WireCases.CANCEL_SENDING.equals(header(head, "x-case"));
  }

  private void answer(Socket connection, String head, String body) throws IOException {
    String name = header(head, "x-case");
    if (name == null) {
      hear(head.split("[/ ]"));
      new Wire(head, connection, this, "").reply(200, "", "");
      return;
    }
    note(name, head + body);
    scripts.get(name).answer(new Wire(head, connection, this, name));
  }

  /**
   * @param told as {@link Server} tells it: {@code GET}, nothing, what, which case
   */
  private void hear(String[] told) {
    switch (told[2]) {
      case "begin" -> begun.put(Instant.now(), told[3]);
      case "acknowledge" -> acknowledgements(told[3]).release();
      case "arrived" -> awaitArrival(told[3]);
      default -> throw new IllegalArgumentException(told[2]);
    }
  }

  private void awaitArrival(String name) {
    long deadlineNanos = System.nanoTime() + ARRIVAL.toNanos();
    while (seen(name) == 0 && System.nanoTime() < deadlineNanos) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
  }

  void note(String name, String what) {
    synchronized (seen) {
      seen.computeIfAbsent(name, unused -> new ArrayList<>()).add(what);
    }
  }

  Semaphore acknowledgements(String name) {
    return acknowledged.computeIfAbsent(name, unused -> new Semaphore(0));
  }

  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int latest = 0;
    while (latest != END_OF_HEAD) {
      int next = in.read();
      if (next < 0) {
        return null;
      }
      if (head.size() < LONGEST_HEAD) {
        head.write(next);
      }
      latest = latest << 8 | next;
    }
    return head.toString(ISO_8859_1);
  }

  private static String body(InputStream in, String head) throws IOException {
    if ("chunked".equals(header(head, "transfer-encoding"))) {
      return chunks(in);
    }
    String length = header(head, "content-length");
    return length == null ? "" : new String(in.readNBytes(Integer.parseInt(length)), ISO_8859_1);
  }

  private static String chunks(InputStream in) throws IOException {
    StringBuilder body = new StringBuilder();
    int length;
    do {
      length = Integer.parseInt(line(in), 16);
      body.append(new String(in.readNBytes(length), ISO_8859_1));
      line(in);
    } while (length > 0);
    return body.toString();
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException();
      }
      line.append((char) next);
    }
    return line.toString().strip();
  }

  static String header(String head, String name) {
    return head.lines()
        .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst()
        .orElse(null);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
