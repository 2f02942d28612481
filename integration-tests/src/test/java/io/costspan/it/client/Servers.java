package io.costspan.it.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** All that a child JVM calls. */
final class Servers implements AutoCloseable {
  private final ScriptedServer scripted = new ScriptedServer(Replies.all());
  private final ScriptedServer stranger = new ScriptedServer(Replies.all());
  private final ScriptedServer spent = new ScriptedServer(Replies.all());
  private final SecureServer secure = new SecureServer();
  private final DuplexServer duplex = new DuplexServer();
  private final DeafServer deaf = new DeafServer();

  /** Keeps a port to which nobody listens. */
  private final Socket closed = new Socket();

  private final String closedUrl;

  Servers() throws IOException {
    closed.bind(new InetSocketAddress(0));
    closedUrl = "http://localhost:" + closed.getLocalPort();
  }

  Server address() {
    return new Server(
        scripted.url(),
        secure.url(),
        closedUrl,
        stranger.url(),
        deaf.url(),
        duplex.url(),
        spent.url());
  }

  /** The option that makes AI providers of all but the stranger. */
  String endpoints() {
    return String.join(
            "=openai,", scripted.url(), secure.url(), closedUrl, deaf.url(), duplex.url())
        + "=openai,"
        + searchHost(scripted.url())
        + "=brave,"
        + spent.url()
        + "=mistral,"
        + searchHost(spent.url())
        + BlockedModelCases.GROQ_BASE
        + "=groq,"
        + searchHost(spent.url())
        + BlockedModelCases.GEMINI_BASE
        + "=gemini,"
        + searchHost(spent.url())
        + BlockedModelCases.CEREBRAS_BASE
        + "=cerebras";
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
    seen.putAll(spent.takeSeen());
    seen.putAll(secure.takeSeen());
    seen.putAll(duplex.takeSeen());
    return seen;
  }

  /** When which case began, over all runs. */
  NavigableMap<Instant, String> begun() {
    return scripted.begun();
  }

  @Override
  public void close() throws IOException {
    closed.close();
    duplex.close();
    deaf.close();
    scripted.close();
    spent.close();
    stranger.close();
    secure.close();
  }
}
