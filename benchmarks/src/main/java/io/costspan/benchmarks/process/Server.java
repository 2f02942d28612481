package io.costspan.benchmarks.process;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Listens on the loopback interface, with a thread for each connection. */
abstract class Server implements Closeable {
  private static final int BACKLOG = 2_000;
  private final ServerSocket socket;

  Server() throws IOException {
    socket = new ServerSocket(0, BACKLOG, InetAddress.getByName("localhost"));
    start(this::accept);
  }

  /** Answers the request that has just been read. */
  abstract void answer(HttpInput request, OutputStream out) throws IOException;

  int port() {
    return socket.getLocalPort();
  }

  String url() {
    return "http://localhost:" + port();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private void accept() throws IOException {
    while (true) {
      Socket connection = socket.accept();
      connection.setTcpNoDelay(true);
      start(() -> serve(connection));
    }
  }

  private void serve(Socket connection) throws IOException {
    try (connection) {
      HttpInput request = new HttpInput(connection.getInputStream());
      OutputStream out = connection.getOutputStream();
      while (request.next()) {
        answer(request, out);
      }
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void start(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException closed) {
                // The child is gone, or this server is.
              }
            },
            "server");
    thread.setDaemon(true);
    thread.start();
  }
}
