package io.costspan.telemetry;

import io.costspan.net.OwnCall;
import io.costspan.net.TlsConnection;
import io.costspan.net.Trust;
import io.opentelemetry.sdk.common.export.Compressor;
import io.opentelemetry.sdk.common.export.HttpSenderConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One export, up to the head of its reply. */
final class OtlpPost {
  /**
   * More bytes than any real reply has. A connection can be reused if its reply is read to the end.
   */
  private static final int REPLY_LIMIT = 64 * 1024;

  private final HttpSenderConfig config;
  private final ByteArrayOutputStream message;
  private final OwnCall<Integer> call;

  /**
   * @param message already compressed, because the exporter reuses its writer
   * @param limit for the whole export
   */
  OtlpPost(HttpSenderConfig config, ByteArrayOutputStream message, Duration limit) {
    this.config = config;
    this.message = message;
    this.call = new OwnCall<>("costspan-export", config.getEndpoint(), null, limit, this::post);
  }

  /**
   * Posts the message and waits for the HTTP status, which is -1 if the other side does not speak
   * HTTP.
   */
  int send() throws IOException, TimeoutException {
    return call.await();
  }

  /** From now on the export may take no longer than that. */
  void hurry(Duration limit) {
    call.hurry(limit);
  }

  /** Whether the export was abandoned and its thread is still stuck. */
  boolean isStuck() {
    return call.isStuck();
  }

  private void post(HttpURLConnection opened, CompletableFuture<Integer> status)
      throws IOException {
    if (opened instanceof TlsConnection secure) {
      Trust.secure(secure, config.getSslContext());
    }
    opened.setDoOutput(true);
    // Otherwise the JDK keeps a copy of the message in order to send it again.
    opened.setFixedLengthStreamingMode(message.size());
    addHeaders(opened);
    write(opened);
    boolean isReusable = !(opened instanceof TlsConnection);
    if (!status.isDone() && status.complete(opened.getResponseCode()) && isReusable) {
      passOver(reply(opened), opened);
    } else {
      opened.disconnect();
    }
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
      message.writeTo(out);
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
      if (total > REPLY_LIMIT || call.isLate()) {
        answered.disconnect();
        return;
      }
    }
  }
}
