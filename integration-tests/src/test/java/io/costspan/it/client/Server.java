package io.costspan.it.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.util.List;

/** The server as a child JVM knows it. */
record Server(
    String url,
    String secureUrl,
    String closedUrl,
    String strangerUrl,
    String deafUrl,
    String duplexUrl,
    String spentUrl) {
  static Server of(String[] arguments, int from) {
    return new Server(
        arguments[from],
        arguments[from + 1],
        arguments[from + 2],
        arguments[from + 3],
        arguments[from + 4],
        arguments[from + 5],
        arguments[from + 6]);
  }

  /** Of an API that bills the requests that caches may answer, at the same server. */
  String searchUrl() {
    return Servers.searchHost(url) + "/res/v1/web/search?q=hello";
  }

  /** Of APIs with models that a budget blocks, at the same server as {@link #spentUrl}. */
  String modelsUrl() {
    return Servers.searchHost(spentUrl);
  }

  List<String> arguments() {
    return List.of(url, secureUrl, closedUrl, strangerUrl, deafUrl, duplexUrl, spentUrl);
  }

  /** Tells the server that what comes next belongs to that case. */
  void begin(String name) throws IOException {
    tell("begin", name);
  }

  /** Waits until a request of that case has arrived. */
  void awaitArrival(String name) throws IOException {
    tell("arrived", name);
  }

  /** Tells a waiting script that the application has come that far. */
  void acknowledge(String name) throws IOException {
    tell("acknowledge", name);
  }

  /** Down to the socket, because all clients are watched. */
  private void tell(String what, String name) throws IOException {
    URI address = URI.create(url);
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      String head = "GET /" + what + "/" + name + " HTTP/1.1\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(US_ASCII));
      new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII)).readLine();
    }
  }
}
