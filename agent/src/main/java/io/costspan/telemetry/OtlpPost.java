package io.costspan.telemetry;

import io.costspan.health.OwnThreads;
import io.opentelemetry.sdk.common.export.Compressor;
import io.opentelemetry.sdk.common.export.HttpSenderConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Authenticator;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * One export, from looking up the endpoint's host name to the head of its reply, under a single
 * deadline. It runs on a thread of its own, which can be abandoned: the timeouts of a connection
 * start anew with each byte that arrives, and looking up a name has none.
 */
final class OtlpPost {
  /**
   * More bytes than any real reply has. A connection can be reused if its reply is read to the end.
   */
  private static final int REPLY_LIMIT = 64 * 1024;

  private final HttpSenderConfig config;
  private final byte[] message;
  private final Duration limit;
  private final long deadlineNanos;
  private final Thread thread = OwnThreads.daemon("costspan-export", this::runUnwatched);

  /** Completed by the head of the reply or by the deadline, which ends the wait. */
  private final CompletableFuture<Integer> status = new CompletableFuture<>();

  private volatile @Nullable HttpURLConnection connection;

  /**
   * @param message already compressed, because the exporter reuses its writer
   * @param limit for the whole export
   */
  OtlpPost(HttpSenderConfig config, byte[] message, Duration limit) {
    this.config = config;
    this.message = message;
    this.limit = limit;
    this.deadlineNanos = System.nanoTime() + limit.toNanos();
  }

  /**
   * Posts the message and waits for the HTTP status, which is -1 if the other side does not speak
   * HTTP.
   */
  int send() throws IOException, TimeoutException {
    thread.start();
    try {
      return status.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TimeoutException late) {
        leave();
        throw late;
      }
      throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
    } catch (TimeoutException e) {
      return giveUp(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return giveUp(new TimeoutException());
    }
  }

  /** From now on the export may take no longer than that. */
  void hurry(Duration limit) {
    if (!status.isDone()) {
      status.orTimeout(limit.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  /** Whether the export was abandoned and its thread is still stuck. */
  boolean isStuck() {
    return status.isCompletedExceptionally() && thread.isAlive();
  }

  private int giveUp(TimeoutException late) throws TimeoutException {
    if (!status.completeExceptionally(late)) {
      return status.join();
    }
    leave();
    throw late;
  }

  /** Disconnecting may take as long as the connection hangs. */
  private void leave() {
    HttpURLConnection hanging = connection;
    if (hanging != null) {
      OwnThreads.daemon("costspan-export-end", hanging::disconnect).start();
    }
  }

  private void runUnwatched() {
    OtelAgent.runUnwatched(this::run);
  }

  private void run() {
    try {
      HttpURLConnection opened = open();
      connection = opened;
      write(opened);
      if (!status.isDone() && status.complete(opened.getResponseCode())) {
        passOver(reply(opened), opened);
      } else {
        opened.disconnect();
      }
    } catch (Throwable e) {
      status.completeExceptionally(e);
    }
  }

  private HttpURLConnection open() throws IOException {
    HttpURLConnection opened = (HttpURLConnection) config.getEndpoint().toURL().openConnection();
    int limitMillis = (int) limit.toMillis();
    opened.setConnectTimeout(limitMillis);
    opened.setReadTimeout(limitMillis);
    opened.setUseCaches(false);
    opened.setInstanceFollowRedirects(false);
    SSLContext ssl = config.getSslContext();
    if (ssl != null && opened instanceof HttpsURLConnection https) {
      https.setSSLSocketFactory(ssl.getSocketFactory());
    }
    // Otherwise the application's own authenticator would be asked for the backend's password.
    opened.setAuthenticator(new Authenticator() {});
    opened.setDoOutput(true);
    addHeaders(opened);
    return opened;
  }

  private void addHeaders(HttpURLConnection opened) {
    opened.setRequestProperty("Content-Type", config.getContentType());
    Compressor compressor = config.getCompressor();
    if (compressor != null) {
      opened.setRequestProperty("Content-Encoding", compressor.getEncoding());
    }
    Map<String, List<String>> headers = config.getHeadersSupplier().get();
    if (headers != null) {
      headers.forEach(
          (name, values) -> values.forEach(value -> opened.addRequestProperty(name, value)));
    }
  }

  private void write(HttpURLConnection opened) throws IOException {
    try (OutputStream out = opened.getOutputStream()) {
      out.write(message);
    }
  }

  private static @Nullable InputStream reply(HttpURLConnection answered) throws IOException {
    return answered.getResponseCode() < 400 ? answered.getInputStream() : answered.getErrorStream();
  }

  private void passOver(@Nullable InputStream reply, HttpURLConnection answered)
      throws IOException {
    byte[] bytes = new byte[1024];
    int total = 0;
    int count = 0;
    while (reply != null && (count = reply.read(bytes)) >= 0) {
      total += count;
      if (total > REPLY_LIMIT || System.nanoTime() - deadlineNanos > 0) {
        answered.disconnect();
        return;
      }
    }
  }
}
