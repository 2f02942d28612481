package io.costspan.it.client;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.List;

/** The server as a child JVM knows it. */
record Server(String url, String secureUrl, String closedUrl, String strangerUrl) {
  static Server of(String[] arguments, int from) {
    return new Server(
        arguments[from], arguments[from + 1], arguments[from + 2], arguments[from + 3]);
  }

  /** Of an API that bills the requests that caches may answer, at the same server. */
  String searchUrl() {
    return Servers.searchHost(url) + "/res/v1/web/search?q=hello";
  }

  List<String> arguments() {
    return List.of(url, secureUrl, closedUrl, strangerUrl);
  }

  /** Tells the server that what comes next belongs to that case. */
  void begin(String name) throws IOException {
    tell("begin", name);
  }

  /** Tells a waiting script that the application has come that far. */
  void acknowledge(String name) throws IOException {
    tell("acknowledge", name);
  }

  private void tell(String what, String name) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) URI.create(url + "/" + what + "/" + name).toURL().openConnection();
    connection.getResponseCode();
    connection.disconnect();
  }
}
