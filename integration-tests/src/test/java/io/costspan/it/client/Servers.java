package io.costspan.it.client;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** All that a child JVM calls. */
final class Servers implements AutoCloseable {
  private final ScriptedServer scripted = new ScriptedServer(Replies.all());
  private final ScriptedServer stranger = new ScriptedServer(Replies.all());
  private final SecureServer secure = new SecureServer();
  private final String closedUrl;

  Servers() throws IOException {
    try (ServerSocket closed = new ServerSocket(0)) {
      closedUrl = "http://localhost:" + closed.getLocalPort();
    }
  }

  Server address() {
    return new Server(scripted.url(), secure.url(), closedUrl, stranger.url());
  }

  /** The option that makes AI providers of all but the stranger. */
  String endpoints() {
    return String.join("=openai,", scripted.url(), secure.url(), closedUrl)
        + "=openai,"
        + searchHost(scripted.url())
        + "=brave";
  }

  /** The same server by another name. */
  static String searchHost(String url) {
    return url.replace("localhost", "127.0.0.1");
  }

  /** How many requests of that case have arrived. */
  int seen(String name) {
    return scripted.seen(name);
  }

  /** Requests by case, and forgets them. */
  Map<String, List<String>> takeSeen() {
    Map<String, List<String>> seen = new TreeMap<>(scripted.takeSeen());
    seen.putAll(stranger.takeSeen());
    seen.putAll(secure.takeSeen());
    return seen;
  }

  /** When which case began, over all runs. */
  NavigableMap<Instant, String> begun() {
    return scripted.begun();
  }

  @Override
  public void close() {
    scripted.close();
    stranger.close();
    secure.close();
  }
}
