package io.costspan.it.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.TimeUnit;

/** The server's end of a connection during one request. */
record Wire(String head, Socket connection, ScriptedServer server, String name) {
  private static final int PATIENCE_SECONDS = 30;

  boolean asksFor(String path) {
    return head.split(" ")[1].equals(path);
  }

  String header(String name) {
    return ScriptedServer.header(head, name);
  }

  /** The client's end of the connection. */
  String peer() {
    return "port-" + connection.getPort();
  }

  /** A whole reply; {@code headers} are lines that end in CRLF. */
  void reply(int status, String headers, String body) throws IOException {
    reply(status, headers, body.getBytes(ISO_8859_1));
  }

  void reply(int status, String headers, byte[] body) throws IOException {
    startReply(status, headers + "Content-Length: " + body.length + "\r\n");
    write(body);
  }

  /** As above, but head and body arrive together. */
  void replyAtOnce(String headers, String body) throws IOException {
    write(head(200, headers + "Content-Length: " + body.length() + "\r\n") + body);
  }

  void startReply(int status, String headers) throws IOException {
    write(head(status, headers));
  }

  private static String head(int status, String headers) {
    return "HTTP/1.1 " + status + " Scripted\r\n" + headers + "\r\n";
  }

  void chunk(String text) throws IOException {
    write(Integer.toHexString(text.length()) + "\r\n" + text + "\r\n");
  }

  void write(String text) throws IOException {
    write(text.getBytes(ISO_8859_1));
  }

  private void write(byte[] bytes) throws IOException {
    connection.getOutputStream().write(bytes);
    connection.getOutputStream().flush();
  }

  /** Waits until the application has seen what was sent so far; otherwise the log tells. */
  void awaitAcknowledgement() throws IOException {
    try {
      if (!server.acknowledgements(name).tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        server.note(name, "not acknowledged");
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  /** Says no more until the client has gone. */
  void awaitHangUp() throws IOException {
    while (connection.getInputStream().read() >= 0) {}
  }

  /** Hangs up without the politeness of TCP. */
  void reset() throws IOException {
    connection.setSoLinger(true, 0);
    connection.close();
  }

  /** Hangs up. */
  void cut() throws IOException {
    connection.close();
  }
}
