package io.costspan.page;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.costspan.health.Faults;
import io.costspan.net.ServerThreads;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Serves the page by the JDK's own server, which some small images of the JDK do not have. */
final class PageServer {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final int NO_BODY = -1;
  private static final Set<String> METHODS = Set.of("GET", "HEAD");

  /** Scripts and styles are only our own, nobody may frame it, and nothing else is loaded. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private final Guard guard;
  private final Documents documents;

  private PageServer(Guard guard, Documents documents) {
    this.guard = guard;
    this.documents = documents;
  }

  /**
   * Opens the port. The server's own thread is a daemon if the current one is.
   *
   * @throws IOException if the port cannot be opened
   * @throws LinkageError if the JVM has no such server
   */
  static HttpServer open(InetSocketAddress address, Guard guard, Documents documents)
      throws IOException {
    HttpServer server = HttpServer.create(address, 0);
    server.setExecutor(new ServerThreads("the spend page", "costspan-page", LIMIT));
    server.createContext("/", new PageServer(guard, documents)::handle);
    server.start();
    return server;
  }

  private void handle(HttpExchange exchange) {
    try (exchange) {
      answer(exchange);
    } catch (IOException gone) {
      // Whoever asked does not wait for the answer.
    } catch (Throwable fault) {
      Faults.count("page", fault);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    Headers asked = exchange.getRequestHeaders();
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Security-Policy", POLICY);
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("X-Frame-Options", "DENY");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.set("Cross-Origin-Opener-Policy", "same-origin");
    headers.set("Cache-Control", "no-store");
    if (!isAskedByOwnName(exchange)) {
      refuse(exchange, 421, "Ask for this page by localhost or by an address of this machine.");
    } else if (!METHODS.contains(exchange.getRequestMethod())) {
      headers.set("Allow", "GET, HEAD");
      refuse(exchange, 405, "This page can only be read.");
    } else if (!guard.knows(asked.getFirst("Authorization"))) {
      headers.set("WWW-Authenticate", "Basic realm=\"costspan\", charset=\"UTF-8\"");
      refuse(exchange, 401, "The password is that of the option page.token.");
    } else {
      show(exchange);
    }
  }

  /** A target that names a host, as proxies are sent it, counts as well. */
  private boolean isAskedByOwnName(HttpExchange exchange) {
    String target = exchange.getRequestURI().getRawAuthority();
    return guard.isOwnName(exchange.getRequestHeaders().get("Host"))
        && (target == null || guard.isOwnName(List.of(target)));
  }

  private void show(HttpExchange exchange) throws IOException {
    Documents.Document document = documents.at(exchange.getRequestURI().getPath());
    if (document == null) {
      refuse(exchange, 404, "There is nothing here but / and /spend.json.");
    } else {
      send(exchange, 200, document);
    }
  }

  private static void refuse(HttpExchange exchange, int status, String why) throws IOException {
    byte[] text = (why + "\n").getBytes(StandardCharsets.UTF_8);
    send(exchange, status, new Documents.Document("text/plain; charset=utf-8", text));
  }

  private static void send(HttpExchange exchange, int status, Documents.Document document)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", document.type());
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().set("Content-Length", "" + document.bytes().length);
      exchange.sendResponseHeaders(status, NO_BODY);
    } else {
      exchange.sendResponseHeaders(status, document.bytes().length);
      exchange.getResponseBody().write(document.bytes());
    }
  }
}
