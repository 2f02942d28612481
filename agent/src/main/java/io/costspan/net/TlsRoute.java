package io.costspan.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * The way to a server: directly, or through a proxy.
 *
 * @param proxy null for that of the JDK's settings
 */
record TlsRoute(URL url, @Nullable Proxy proxy, int connectMillis, int readMillis) {
  private static final int OK = 200;

  /**
   * Connects, and checks whose certificate the server has.
   *
   * @param opened is shown each socket before it connects, so that others can close it
   */
  Socket open(SSLSocketFactory factory, Consumer<Socket> opened) throws IOException {
    Socket raw = reach(opened);
    SSLSocket secure = (SSLSocket) factory.createSocket(raw, host(url), port(url), true);
    SSLParameters parameters = secure.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secure.setSSLParameters(parameters);
    secure.startHandshake();
    return secure;
  }

  /** The JDK's connections, too, take the next proxy if one is not reached. */
  private Socket reach(Consumer<Socket> opened) throws IOException {
    IOException failure = null;
    for (Proxy next : proxies()) {
      try {
        return reach(next, opened);
      } catch (IOException e) {
        ProxySelector selector = ProxySelector.getDefault();
        if (next.address() != null && selector != null) {
          selector.connectFailed(uri(), next.address(), e);
        }
        failure = e;
      }
    }
    throw failure == null ? new IOException("no way to the server") : failure;
  }

  private List<Proxy> proxies() {
    ProxySelector selector = ProxySelector.getDefault();
    if (proxy != null || selector == null) {
      return List.of(proxy == null ? Proxy.NO_PROXY : proxy);
    }
    List<Proxy> selected = selector.select(uri());
    return selected == null || selected.isEmpty() ? List.of(Proxy.NO_PROXY) : selected;
  }

  private URI uri() {
    return URI.create("https://" + authority(url, false) + "/");
  }

  private Socket reach(Proxy next, Consumer<Socket> opened) throws IOException {
    boolean tunnelled = next.type() == Proxy.Type.HTTP;
    Socket raw = tunnelled ? new Socket(Proxy.NO_PROXY) : new Socket(next);
    opened.accept(raw);
    try {
      raw.connect(tunnelled ? resolved(next) : server(next), connectMillis);
      raw.setSoTimeout(readMillis);
      if (tunnelled) {
        tunnel(raw);
      }
      return raw;
    } catch (IOException | RuntimeException e) {
      raw.close();
      throw e;
    }
  }

  /** A SOCKS proxy looks names up itself. */
  private SocketAddress server(Proxy next) {
    return next.type() == Proxy.Type.SOCKS
        ? InetSocketAddress.createUnresolved(host(url), port(url))
        : new InetSocketAddress(host(url), port(url));
  }

  private static SocketAddress resolved(Proxy next) {
    InetSocketAddress address = (InetSocketAddress) next.address();
    return address.isUnresolved()
        ? new InetSocketAddress(address.getHostString(), address.getPort())
        : address;
  }

  private void tunnel(Socket raw) throws IOException {
    String server = authority(url, true);
    String ask = "CONNECT " + server + " HTTP/1.1\r\nHost: " + server + "\r\n\r\n";
    raw.getOutputStream().write(ask.getBytes(StandardCharsets.ISO_8859_1));
    raw.getOutputStream().flush();
    int status = HttpHead.read(raw.getInputStream()).status();
    if (status != OK) {
      throw new BadReply("the proxy answers with HTTP status " + status);
    }
  }

  /** As it stands in a header. */
  static String authority(URL url, boolean withPort) {
    boolean isUsual = url.getPort() < 0 || url.getPort() == url.getDefaultPort();
    return url.getHost() + (isUsual && !withPort ? "" : ":" + port(url));
  }

  private static int port(URL url) {
    return url.getPort() < 0 ? url.getDefaultPort() : url.getPort();
  }

  private static String host(URL url) {
    String host = url.getHost();
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }
}
