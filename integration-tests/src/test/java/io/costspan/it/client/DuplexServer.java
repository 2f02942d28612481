package io.costspan.it.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.costspan.it.TestTls;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import wiremock.jakarta.servlet.http.HttpServletRequest;
import wiremock.jakarta.servlet.http.HttpServletResponse;
import wiremock.org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import wiremock.org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import wiremock.org.eclipse.jetty.server.HttpConfiguration;
import wiremock.org.eclipse.jetty.server.Request;
import wiremock.org.eclipse.jetty.server.SecureRequestCustomizer;
import wiremock.org.eclipse.jetty.server.Server;
import wiremock.org.eclipse.jetty.server.ServerConnector;
import wiremock.org.eclipse.jetty.server.SslConnectionFactory;
import wiremock.org.eclipse.jetty.server.handler.AbstractHandler;
import wiremock.org.eclipse.jetty.util.ssl.SslContextFactory;

/** By HTTP/2, begins its reply when the request has begun, and ends it when that has ended. */
final class DuplexServer implements AutoCloseable {
  private final Server jetty = new Server();
  private final ServerConnector connector;
  private final Map<String, List<String>> seen = new ConcurrentHashMap<>();

  DuplexServer() {
    HttpConfiguration secure = new HttpConfiguration();
    secure.addCustomizer(new SecureRequestCustomizer());
    HTTP2ServerConnectionFactory http2 = new HTTP2ServerConnectionFactory(secure);
    ALPNServerConnectionFactory choice = new ALPNServerConnectionFactory(http2.getProtocol());
    SslContextFactory.Server tls = new SslContextFactory.Server();
    tls.setKeyStorePath(TestTls.keyStore().toString());
    tls.setKeyStorePassword(TestTls.PASSWORD);
    connector =
        new ServerConnector(
            jetty, new SslConnectionFactory(tls, choice.getProtocol()), choice, http2);
    jetty.addConnector(connector);
    jetty.setHandler(new Halves());
    try {
      jetty.start();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  String url() {
    return "https://localhost:" + connector.getLocalPort();
  }

  /** Bodies of requests by case, and forgets them. */
  Map<String, List<String>> takeSeen() {
    Map<String, List<String>> taken = new TreeMap<>(seen);
    seen.clear();
    return taken;
  }

  @Override
  public void close() {
    try {
      jetty.stop();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private final class Halves extends AbstractHandler {
    @Override
    public void handle(
        String target, Request base, HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      base.setHandled(true);
      String first = Character.toString(request.getInputStream().read());
      response.setContentType("text/event-stream");
      OutputStream out = response.getOutputStream();
      out.write(Replies.event(1).getBytes(UTF_8));
      response.flushBuffer();
      String rest = new String(request.getInputStream().readAllBytes(), UTF_8);
      out.write((Replies.event(Replies.EVENTS) + "data: [DONE]\n\n").getBytes(UTF_8));
      seen.computeIfAbsent(request.getHeader("X-Case"), unseen -> new CopyOnWriteArrayList<>())
          .add(first + rest);
    }
  }
}
