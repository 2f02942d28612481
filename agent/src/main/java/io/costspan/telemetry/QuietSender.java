package io.costspan.telemetry;

import io.costspan.net.Failures;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.Compressor;
import io.opentelemetry.sdk.common.export.HttpResponse;
import io.opentelemetry.sdk.common.export.HttpSender;
import io.opentelemetry.sdk.common.export.HttpSenderConfig;
import io.opentelemetry.sdk.common.export.MessageWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Posts the exports of one signal, without retries; the exporter's own thread waits for a single
 * deadline and no longer.
 *
 * <p>Always reports success to the exporter, because the exporter would otherwise print a stack
 * trace through java.util.logging; {@link Outage} informs the user instead.
 */
final class QuietSender implements HttpSender {
  private static final HttpResponse DONE = new Done();

  private final HttpSenderConfig config;
  private final String signal;
  private final boolean expected;
  private final Outage outage;
  private volatile boolean answered;
  private volatile boolean taken;
  private volatile @Nullable Duration patience;
  private volatile long hurriedNanos;
  private volatile boolean silent;
  private volatile @Nullable OtlpPost last;

  /**
   * @param signal {@link Outage#METRICS} or {@link Outage#SPANS}
   * @param expected whether the user set the endpoint, so that a missing answer is worth a warning
   */
  QuietSender(HttpSenderConfig config, String signal, boolean expected, Outage outage) {
    this.config = config;
    this.signal = signal;
    this.expected = expected;
    this.outage = outage;
  }

  @Override
  public void send(
      MessageWriter message, Consumer<HttpResponse> onResponse, Consumer<Throwable> onError) {
    try {
      if (!silent) {
        send(bytes(message));
      }
    } catch (IOException | RuntimeException e) {
      failed(e);
    }
    onResponse.accept(DONE);
  }

  /**
   * Sends a message, or reports that it could not be sent.
   *
   * @return whether nobody reads the message any more
   */
  boolean send(ByteArrayOutputStream message) {
    OtlpPost before = last;
    if (silent) {
      return true;
    }
    if (Duration.ZERO.equals(patience) || (before != null && before.isStuck())) {
      outage.failed(signal, "the previous export is stuck");
      return true;
    }
    try {
      send(new OtlpPost(config, compressed(message), limit()));
      return true;
    } catch (TimeoutException e) {
      outage.failed(signal, "no answer within " + limit().toMillis() + " ms");
      spend(limit());
      return false;
    } catch (IOException | RuntimeException e) {
      failed(e);
      return true;
    }
  }

  private void failed(Exception e) {
    last = null; // Its thread may still be about to end, but is not stuck.
    if (isExpected() || !(e instanceof ConnectException)) {
      outage.failed(signal, Failures.words(e));
    }
  }

  @Override
  public CompletableResultCode shutdown() {
    return CompletableResultCode.ofSuccess();
  }

  /**
   * From now on all exports together may wait no longer than that for the other side, including one
   * under way. How long they take to be written does not count.
   */
  void hurry(Duration limit) {
    hurriedNanos = System.nanoTime();
    patience = limit;
    OtlpPost underWay = last;
    if (underWay != null) {
      underWay.hurry(limit);
    }
  }

  /** From now on nothing of that signal is sent. */
  void silence(String of) {
    silent |= of.equals(signal);
  }

  /** Reports that an export of that signal was not even tried, because the application ends. */
  void missed(String of) {
    if (of.equals(signal)) {
      outage.failed(signal, "the last export was not finished before the exit");
    }
  }

  /** Whether an export may arrive. Answers quickly if nobody asked for one. */
  boolean isWorthwhile() {
    return isExpected() || isListening();
  }

  /** Whether somebody expects the data to arrive: by default, nobody has to run a collector. */
  private boolean isExpected() {
    return expected || answered;
  }

  /** Whether somebody expects the data of that signal to arrive. */
  boolean isExpected(String of) {
    return of.equals(signal) && isExpected();
  }

  /** Whether the backend has ever accepted data of that signal. */
  boolean isTaken(String of) {
    return of.equals(signal) && taken;
  }

  private boolean isListening() {
    URI endpoint = config.getEndpoint();
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(endpoint.getHost(), endpoint.getPort()), (int) limit().toMillis());
      return true;
    } catch (IOException | IllegalArgumentException e) {
      return false;
    }
  }

  private void send(OtlpPost post) throws IOException, TimeoutException {
    last = post;
    Duration left = patience;
    if (left != null) {
      post.hurry(left); // Others may have begun to hurry while the message was written.
    }
    long begunNanos = System.nanoTime();
    judge(post.send());
    long now = System.nanoTime();
    spend(Duration.ofNanos(Math.min(now - begunNanos, now - hurriedNanos)));
  }

  /** Has no effect unless there is a hurry. */
  private void spend(Duration waited) {
    Duration left = patience;
    if (left != null) {
      patience = left.compareTo(waited) > 0 ? left.minus(waited) : Duration.ZERO;
    }
  }

  private static ByteArrayOutputStream bytes(MessageWriter message) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(message.getContentLength());
    message.writeMessage(bytes);
    return bytes;
  }

  private ByteArrayOutputStream compressed(ByteArrayOutputStream message) throws IOException {
    Compressor compressor = config.getCompressor();
    if (compressor == null) {
      return message;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = compressor.compress(bytes)) {
      message.writeTo(out);
    }
    return bytes;
  }

  private void judge(int status) {
    answered = true;
    if (status / 100 == 2) {
      taken = true;
      outage.taken(signal);
    } else {
      outage.failed(signal, status < 0 ? "the response is not HTTP" : "HTTP status " + status);
    }
  }

  private Duration limit() {
    Duration usual = config.getTimeout();
    Duration limit = patience;
    return limit == null || limit.compareTo(usual) > 0 ? usual : limit;
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
