package io.costspan.net;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.Socket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * One request by HTTP/1.1 over TLS. The JDK's own connection, however it is configured afterwards,
 * asks for the JVM's default factory of sockets when it is made. That would make the default TLS
 * context, for good, perhaps before the application has set its trust store.
 */
public final class TlsConnection extends HttpURLConnection {
  /** What this class decides. */
  private static final Set<String> OWN_HEADERS =
      Set.of("host", "connection", "content-length", "transfer-encoding");

  private final @Nullable Proxy proxy;
  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
  private @Nullable SSLSocketFactory sockets;
  private volatile @Nullable Socket socket;
  private @Nullable HttpHead head;
  private @Nullable InputStream content;

  /**
   * @param proxy null for that of the JDK's settings
   */
  TlsConnection(URL url, @Nullable Proxy proxy) {
    super(url);
    this.proxy = proxy;
  }

  /** Sets whose certificates it trusts; without that it does not connect. */
  void setSockets(SSLSocketFactory sockets) {
    this.sockets = sockets;
  }

  @Override
  public void connect() throws IOException {
    SSLSocketFactory factory = sockets;
    if (connected || factory == null) {
      return;
    }
    TlsRoute route = new TlsRoute(url, proxy, getConnectTimeout(), getReadTimeout());
    socket = route.open(factory, raw -> socket = raw);
    connected = true;
  }

  @Override
  public OutputStream getOutputStream() {
    method = "POST";
    return sent;
  }

  @Override
  public int getResponseCode() throws IOException {
    return exchange().status();
  }

  @Override
  public InputStream getInputStream() throws IOException {
    if (exchange().status() >= HTTP_BAD_REQUEST || content == null) {
      throw new IOException("HTTP status " + exchange().status());
    }
    return content;
  }

  @Override
  public @Nullable InputStream getErrorStream() {
    return content;
  }

  @Override
  public @Nullable String getHeaderField(String name) {
    return head == null ? null : head.field(name);
  }

  /** Also ends what another thread waits for. */
  @Override
  public void disconnect() {
    Socket open = socket;
    try {
      if (open != null) {
        open.close();
      }
    } catch (IOException e) {
      // It is of no use any more in any case.
    }
  }

  @Override
  public boolean usingProxy() {
    return proxy != null;
  }

  private HttpHead exchange() throws IOException {
    HttpHead known = head;
    if (known == null) {
      byte[] request = request();
      connect();
      Socket open = socket;
      if (open == null) {
        throw new IOException("not connected");
      }
      send(request, open.getOutputStream());
      InputStream in = new BufferedInputStream(open.getInputStream());
      known = HttpHead.read(in);
      head = known;
      content = known.content(in);
    }
    return known;
  }

  private void send(byte[] request, OutputStream out) throws IOException {
    out.write(request);
    sent.writeTo(out);
    out.flush();
  }

  /** The head of the request; its properties are told only until it is connected. */
  private byte[] request() {
    StringBuilder text = new StringBuilder();
    String file = url.getFile();
    text.append(method).append(' ').append(file.startsWith("/") ? file : "/" + file);
    text.append(" HTTP/1.1\r\nHost: ").append(TlsRoute.authority(url, false)).append("\r\n");
    text.append("Connection: close\r\n");
    if (!method.equals("GET")) {
      text.append("Content-Length: ").append(sent.size()).append("\r\n");
    }
    for (Map.Entry<String, List<String>> header : getRequestProperties().entrySet()) {
      for (String value : header.getValue()) {
        add(header.getKey(), value, text);
      }
    }
    return text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void add(String name, String value, StringBuilder to) {
    if (OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
      return;
    }
    String line = name + ": " + value;
    if (line.chars().anyMatch(c -> c == '\r' || c == '\n')) {
      throw new IllegalArgumentException("a header of several lines");
    }
    to.append(line).append("\r\n");
  }
}
