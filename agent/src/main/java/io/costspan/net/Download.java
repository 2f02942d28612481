package io.costspan.net;

import io.costspan.files.Location;
import io.costspan.files.TooLargeException;
import io.costspan.files.UserFile;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Gets what a URL contains. Follows redirects itself, because the token must not follow them to
 * another server, and never from https to http.
 */
public final class Download {
  private static final int REDIRECTS = 5;
  private static final Set<Integer> REDIRECTING = Set.of(301, 302, 303, 307, 308);
  private static final int UNCHANGED = HttpURLConnection.HTTP_NOT_MODIFIED;

  private final Tokens tokens;
  private final Optional<Path> certificate;
  private final Duration limit;
  private final int limitBytes;

  /**
   * What a URL contains.
   *
   * @param content null if it has not changed
   * @param etag identifies the content, null if the server does not do that
   */
  public record Reply(byte @Nullable [] content, @Nullable String etag) {}

  /** A reply that is final, or where to go on. */
  private record Step(@Nullable Reply reply, @Nullable URI next) {}

  /**
   * @param certificate a PEM file, whose certificates alone are trusted
   * @param limit for everything together
   * @param limitBytes the maximum size
   */
  public Download(Tokens tokens, Optional<Path> certificate, Duration limit, int limitBytes) {
    this.tokens = tokens;
    this.certificate = certificate;
    this.limit = limit;
    this.limitBytes = limitBytes;
  }

  /**
   * Gets the content.
   *
   * @param etag of the content that is known, null if none is
   * @throws TooLargeException if it exceeds the limit; no more is read or held
   */
  public Reply get(URI url, @Nullable String etag) throws IOException, TimeoutException {
    long endNanos = System.nanoTime() + limit.toNanos();
    URI at = url;
    for (int i = 0; i <= REDIRECTS; i++) {
      URI here = at;
      Duration left = Duration.ofNanos(Math.max(1, endNanos - System.nanoTime()));
      Step step = step(here, left, etag);
      if (step.reply() != null) {
        return step.reply();
      }
      at = step.next() == null ? here : step.next();
    }
    throw new BadReply("more than " + REDIRECTS + " redirects");
  }

  private Step step(URI here, Duration left, @Nullable String etag)
      throws IOException, TimeoutException {
    // Plain text must not leave this machine.
    Proxy proxy = Location.isLoopback(here) ? Proxy.NO_PROXY : null;
    try {
      return new OwnCall<Step>(
              "costspan-download",
              here,
              proxy,
              left,
              (connection, answer) -> answer.complete(ask(here, connection, etag)))
          .await();
    } catch (SocketTimeoutException e) {
      throw new TimeoutException();
    }
  }

  private Step ask(URI here, HttpURLConnection connection, @Nullable String etag)
      throws IOException {
    secure(connection);
    connection.setRequestProperty("Accept", "application/json, */*;q=0.5");
    connection.setRequestProperty("User-Agent", "costspan");
    if (etag != null) {
      connection.setRequestProperty("If-None-Match", etag);
    }
    String token = tokens.of(here);
    if (token != null) {
      connection.setRequestProperty("Authorization", "Bearer " + token);
    }
    try {
      return judge(here, connection, etag);
    } finally {
      connection.disconnect();
    }
  }

  private void secure(HttpURLConnection connection) throws IOException {
    if (connection instanceof TlsConnection secure) {
      secure.setSockets(Trust.of(certificate));
    }
  }

  private Step judge(URI here, HttpURLConnection connection, @Nullable String etag)
      throws IOException {
    int status = connection.getResponseCode();
    if (status == HttpURLConnection.HTTP_OK) {
      return new Step(new Reply(content(connection), connection.getHeaderField("ETag")), null);
    }
    if (status == UNCHANGED && etag != null) {
      return new Step(new Reply(null, etag), null);
    }
    if (REDIRECTING.contains(status)) {
      return new Step(null, next(here, connection.getHeaderField("Location")));
    }
    throw new BadReply(
        status < 0 ? "the response is not HTTP" : "HTTP status " + status,
        seconds(connection.getHeaderField("Retry-After")));
  }

  private static URI next(URI here, @Nullable String location) throws BadReply {
    try {
      URI next = location == null ? null : here.resolve(location);
      boolean kept = Location.isLoopback(here) && next != null && Location.isLoopback(next);
      if (next != null && next.getHost() != null && (Location.isHttps(next) || kept)) {
        return next;
      }
    } catch (IllegalArgumentException e) {
      // Its message contains the URL.
    }
    throw new BadReply("a redirect to something else than an https URL");
  }

  private byte[] content(HttpURLConnection connection) throws IOException {
    if (connection.getContentLengthLong() > limitBytes) {
      throw new TooLargeException(UserFile.size(limitBytes));
    }
    try (InputStream in = unpacked(connection)) {
      byte[] content = in.readNBytes(limitBytes + 1);
      if (content.length > limitBytes) {
        throw new TooLargeException(UserFile.size(limitBytes));
      }
      refuseCut(content, connection);
      return content;
    }
  }

  private static void refuseCut(byte[] content, HttpURLConnection connection) throws BadReply {
    if (connection.getContentEncoding() == null
        && content.length < connection.getContentLengthLong()) {
      throw new BadReply("the reply ends early");
    }
  }

  /** Compression is not asked for, but some servers have nothing else. */
  private static InputStream unpacked(HttpURLConnection connection) throws IOException {
    String coding = String.valueOf(connection.getContentEncoding()).toLowerCase(Locale.ROOT);
    InputStream in = connection.getInputStream();
    return coding.equals("gzip") || coding.equals("x-gzip") ? new GZIPInputStream(in) : in;
  }

  private static long seconds(@Nullable String text) {
    return text != null && text.matches("\\d{1,6}") ? Long.parseLong(text) : 0;
  }
}
