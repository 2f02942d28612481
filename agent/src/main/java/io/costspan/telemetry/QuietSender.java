package io.costspan.telemetry;

import io.costspan.health.Log;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.Compressor;
import io.opentelemetry.sdk.common.export.HttpResponse;
import io.opentelemetry.sdk.common.export.HttpSender;
import io.opentelemetry.sdk.common.export.HttpSenderConfig;
import io.opentelemetry.sdk.common.export.MessageWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Authenticator;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Posts exports on the exporter's own thread, without retries. Uses {@link HttpURLConnection}: it
 * is in every JVM and none of the clients that we watch, so that exports are never rated.
 *
 * <p>Tells the exporter that all went well, whatever happened, because the exporter would print a
 * stack trace through java.util.logging; the user gets one line from here instead.
 */
final class QuietSender implements HttpSender {
  private static final HttpResponse DONE = new Done();

  private final HttpSenderConfig config;
  private final boolean expected;
  private volatile boolean answered;
  private volatile @Nullable Duration patience;

  /**
   * @param expected whether the user named the endpoint, so that silence there is worth a line
   */
  QuietSender(HttpSenderConfig config, boolean expected) {
    this.config = config;
    this.expected = expected;
  }

  @Override
  public void send(
      MessageWriter message, Consumer<HttpResponse> onResponse, Consumer<Throwable> onError) {
    OtelAgent.runUnwatched(() -> sendQuietly(message));
    onResponse.accept(DONE);
  }

  @Override
  public CompletableResultCode shutdown() {
    return CompletableResultCode.ofSuccess();
  }

  /** From now on waits no longer than that for an endpoint that never answered. */
  void hurry(Duration limit) {
    patience = limit;
  }

  /** Whether an export may arrive; tells quickly where nobody asked for an export. */
  boolean isWorthwhile() {
    return expected || answered || isListening();
  }

  private boolean isListening() {
    URI endpoint = config.getEndpoint();
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(endpoint.getHost(), endpoint.getPort()), connectTimeoutMillis());
      return true;
    } catch (IOException | IllegalArgumentException e) {
      return false;
    }
  }

  private void sendQuietly(MessageWriter message) {
    try {
      int status = post(message);
      answered = true;
      if (status >= 300) {
        Log.warn("OTLP endpoint " + place() + " answers " + status + "; telemetry is lost");
      }
    } catch (IOException | RuntimeException e) {
      if (expected || answered) {
        Log.warn("OTLP endpoint " + place() + " does not answer: " + e + "; telemetry is lost");
      }
    }
  }

  private int post(MessageWriter message) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) config.getEndpoint().toURL().openConnection();
    connection.setConnectTimeout(connectTimeoutMillis());
    connection.setReadTimeout((int) config.getTimeout().toMillis());
    connection.setUseCaches(false);
    connection.setInstanceFollowRedirects(false);
    SSLContext ssl = config.getSslContext();
    if (ssl != null && connection instanceof HttpsURLConnection https) {
      https.setSSLSocketFactory(ssl.getSocketFactory());
    }
    // Else the application's own authenticator would be asked for the backend's password.
    connection.setAuthenticator(new Authenticator() {});
    connection.setDoOutput(true);
    addHeaders(connection);
    write(message, connection);
    int status = connection.getResponseCode();
    drain(status < 400 ? connection.getInputStream() : connection.getErrorStream());
    return status;
  }

  private int connectTimeoutMillis() {
    Duration limit = patience;
    return (int) (limit == null || answered ? config.getConnectTimeout() : limit).toMillis();
  }

  private void addHeaders(HttpURLConnection connection) {
    connection.setRequestProperty("Content-Type", config.getContentType());
    Compressor compressor = config.getCompressor();
    if (compressor != null) {
      connection.setRequestProperty("Content-Encoding", compressor.getEncoding());
    }
    Map<String, List<String>> headers = config.getHeadersSupplier().get();
    if (headers != null) {
      headers.forEach(
          (name, values) -> values.forEach(value -> connection.addRequestProperty(name, value)));
    }
  }

  private void write(MessageWriter message, HttpURLConnection connection) throws IOException {
    Compressor compressor = config.getCompressor();
    try (OutputStream raw = connection.getOutputStream();
        OutputStream out = compressor == null ? raw : compressor.compress(raw)) {
      message.writeMessage(out);
    }
  }

  /** A body read to its end lets the connection be used again. */
  private static void drain(@Nullable InputStream body) throws IOException {
    if (body != null) {
      try (body) {
        body.transferTo(OutputStream.nullOutputStream());
      }
    }
  }

  private String place() {
    URI endpoint = config.getEndpoint();
    return endpoint.getHost() + (endpoint.getPort() < 0 ? "" : ":" + endpoint.getPort());
  }

  private static final class Done implements HttpResponse {
    @Override
    public int getStatusCode() {
      return 200;
    }

    @Override
    public String getStatusMessage() {
      return "";
    }

    @Override
    public byte[] getResponseBody() {
      return new byte[0];
    }
  }
}
