package io.costspan.it.bad;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Takes connections for an OpenTelemetry collector and treats them badly, in turn, until it is
 * mended; then it hands them to a real one.
 */
final class HostileCollector implements AutoCloseable {
  /** What becomes of a connection. */
  enum Habit {
    NEVER_ANSWERS,
    NEVER_READS,
    HEAD_DRIPS,
    BODY_DRIPS,
    BODY_NEVER_ENDS,
    RESETS,
    NO_HTTP,
    /** The beginning of a long TLS record, byte by byte. */
    TLS_DRIPS
  }

  private static final String OK = "HTTP/1.1 200 OK\r\n";

  private final ServerSocket server;
  private final List<Habit> habits;
  private final int good;
  private final AtomicInteger taken = new AtomicInteger();
  private final Queue<Socket> open = new ConcurrentLinkedQueue<>();
  private volatile boolean mended;

  /**
   * @param good the port of the real collector
   */
  HostileCollector(int good, Habit... habits) {
    try {
      this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.good = good;
    this.habits = List.of(habits);
    daemon(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /** How many connections it has taken. */
  int taken() {
    return taken.get();
  }

  void mend() {
    mended = true;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        open.add(socket);
        Habit habit = habits.get(taken.getAndIncrement() % habits.size());
        daemon(() -> serve(socket, habit));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket, Habit habit) {
    try {
      if (mended) {
        relay(socket);
      } else {
        treat(socket, habit);
      }
    } catch (IOException left) {
      // The other side had enough.
    }
  }

  private static void treat(Socket socket, Habit habit) throws IOException {
    OutputStream out = socket.getOutputStream();
    switch (habit) {
      case NEVER_READS -> {}
      case NEVER_ANSWERS -> socket.getInputStream().transferTo(OutputStream.nullOutputStream());
      case HEAD_DRIPS -> drip(out, OK + "X-Long: ");
      case BODY_DRIPS -> drip(out, OK + "Content-Length: 60000\r\n\r\n");
      case BODY_NEVER_ENDS -> {
        write(out, OK + "\r\n");
        byte[] block = new byte[8192];
        while (true) {
          out.write(block);
        }
      }
      case RESETS -> {
        socket.setSoLinger(true, 0);
        socket.close();
      }
      case NO_HTTP -> {
        write(out, "220 smtp.example ESMTP\r\n");
        socket.close();
      }
      case TLS_DRIPS -> drip(out, "\u0016\u0003\u0003\u0040\u0000");
    }
  }

  private static void drip(OutputStream out, String begin) throws IOException {
    write(out, begin);
    while (true) {
      write(out, "2");
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  private void relay(Socket socket) throws IOException {
    Socket onward = new Socket(InetAddress.getLoopbackAddress(), good);
    open.add(onward);
    InputStream answers = onward.getInputStream();
    OutputStream back = socket.getOutputStream();
    daemon(() -> copy(answers, back));
    copy(socket.getInputStream(), onward.getOutputStream());
  }

  private static void copy(InputStream from, OutputStream to) {
    try (to) {
      from.transferTo(to);
    } catch (IOException left) {
      // One side had enough.
    }
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
