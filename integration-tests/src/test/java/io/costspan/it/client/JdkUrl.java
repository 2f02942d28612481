package io.costspan.it.client;

import static io.costspan.it.apps.Transcript.line;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Authenticator;
import java.net.CacheRequest;
import java.net.CacheResponse;
import java.net.HttpRetryException;
import java.net.HttpURLConnection;
import java.net.PasswordAuthentication;
import java.net.ResponseCache;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/** The JDK's {@code HttpURLConnection}. */
final class JdkUrl implements Client {
  private static final Content QUESTION =
      new Content("application/json", "{\"model\":\"gpt-4o-mini\"}".getBytes(UTF_8), false);

  /** Nothing but this ends a read that is under way: what disconnects waits for it. */
  private static final int CANCELLED_MILLIS = 2_000;

  private final Server server;

  JdkUrl(Server server) {
    this.server = server;
  }

  @Override
  public UrlCall prepare(Ask ask) throws IOException {
    HttpURLConnection connection = open(ask);
    boolean cancelled = ask.headers().containsValue("cancel");
    connection.setReadTimeout(cancelled ? CANCELLED_MILLIS : ask.timeoutMillis());
    return new UrlCall(connection, ask.content());
  }

  private static HttpURLConnection open(Ask ask) throws IOException {
    URL url = URI.create(ask.url()).toURL();
    HttpURLConnection connection = (HttpURLConnection) url.openConnection();
    connection.setAuthenticator(new Login());
    connection.setRequestMethod(ask.method());
    ask.headers().forEach(connection::setRequestProperty);
    if (ask.content() != Content.NONE) {
      connection.setRequestProperty("Content-Type", ask.content().type());
      connection.setDoOutput(true);
    }
    if (ask.content().streams()) {
      connection.setChunkedStreamingMode(0);
    }
    return connection;
  }

  private static final class Login extends Authenticator {
    @Override
    protected PasswordAuthentication getPasswordAuthentication() {
      return new PasswordAuthentication(Clients.USER, Clients.PASSWORD.toCharArray());
    }
  }

  @Override
  public Map<String, Case> ownCases() {
    return new TreeMap<>(
        Map.of(
            "own-objects", () -> showWhoseObjects("own"),
            "fixed", () -> writePieceByPiece(ask("own", server.url()), QUESTION.bytes().length),
            "unpack", this::unpack,
            "mark", this::readTwice,
            "half-written", this::giveUpWriting,
            "shown", () -> showWhoseObjects("login"),
            "unrepeatable", this::streamToLogin,
            "cache", this::askTwice,
            "secure", () -> showWhoseObjects(ask("h2-json", server.secureUrl()))));
  }

  private static Ask ask(String name, String url) {
    return Ask.of("POST", name, url + Cases.PATH, QUESTION);
  }

  private void showWhoseObjects(String name) throws IOException {
    showWhoseObjects(ask(name, server.url()));
  }

  /** Everything that an application is shown of a call. */
  private void showWhoseObjects(Ask ask) throws IOException {
    HttpURLConnection connection = open(ask);
    line(connection.getClass());
    try (OutputStream out = connection.getOutputStream()) {
      line(out.getClass());
      out.write(QUESTION.bytes());
    }
    InputStream in = connection.getInputStream();
    line(in.getClass() + " " + in.markSupported() + " " + (in == connection.getInputStream()));
    line(connection.getErrorStream() + " " + connection.getResponseMessage());
    line(in.read() + " " + (in.available() > 0) + " " + in.skip(10));
    line(new String(in.readAllBytes(), UTF_8) + in.read());
    in.close();
  }

  private static void writePieceByPiece(Ask ask, int length) throws IOException {
    HttpURLConnection connection = open(ask);
    connection.setFixedLengthStreamingMode(length);
    try (OutputStream out = connection.getOutputStream()) {
      line(out.getClass());
      out.write(ask.content().bytes()[0]);
      out.write(Arrays.copyOfRange(ask.content().bytes(), 1, length));
    }
    line(new String(connection.getInputStream().readAllBytes(), UTF_8));
  }

  /** As an application does that asks for gzip itself. */
  private void unpack() throws Exception {
    Reply reply = prepare(ask("gzip", server.url())).send();
    line(new String(new GZIPInputStream(reply.body()).readAllBytes(), UTF_8));
  }

  /** As the JDK does to find out the type of content. */
  private void readTwice() throws Exception {
    InputStream in = prepare(ask("mark", server.url())).send().body();
    in.mark(100);
    line(new String(in.readNBytes(50), UTF_8));
    in.reset();
    line(new String(in.readNBytes(20), UTF_8));
    in.mark(100);
    in.read();
    in.reset();
    line(new String(in.readAllBytes(), UTF_8));
  }

  private void giveUpWriting() throws IOException {
    HttpURLConnection connection = open(ask("own", server.url()));
    connection.setFixedLengthStreamingMode(100);
    connection.getOutputStream().write(QUESTION.bytes(), 0, 10);
    connection.disconnect();
  }

  /** A body that is streamed cannot be sent again. */
  private void streamToLogin() throws IOException {
    try {
      writePieceByPiece(ask("login", server.url()), QUESTION.bytes().length);
    } catch (HttpRetryException refused) {
      line(refused.responseCode() + " " + refused.getMessage());
    }
  }

  private void askTwice() throws IOException {
    ResponseCache.setDefault(new OneReply());
    for (int time = 0; time < 2; time++) {
      URL url = URI.create(server.searchUrl()).toURL();
      HttpURLConnection connection = (HttpURLConnection) url.openConnection();
      connection.setRequestProperty("X-Case", "cache");
      line(connection.getResponseCode() + " " + connection.getContentType());
      line(new String(connection.getInputStream().readAllBytes(), UTF_8));
      connection.getInputStream().close();
    }
    ResponseCache.setDefault(null);
  }

  /** A cache of one reply. */
  private static final class OneReply extends ResponseCache {
    private Map<String, List<String>> headers;
    private byte[] body;

    @Override
    public CacheResponse get(URI uri, String method, Map<String, List<String>> request) {
      return body == null ? null : new Kept();
    }

    @Override
    public CacheRequest put(URI uri, URLConnection connection) {
      headers = connection.getHeaderFields();
      return new CacheRequest() {
        @Override
        public OutputStream getBody() {
          return new ByteArrayOutputStream() {
            @Override
            public void close() {
              body = toByteArray();
            }
          };
        }

        @Override
        public void abort() {
          line("aborted");
        }
      };
    }

    private final class Kept extends CacheResponse {
      @Override
      public Map<String, List<String>> getHeaders() {
        return headers;
      }

      @Override
      public InputStream getBody() {
        return new ByteArrayInputStream(body);
      }
    }
  }

  private record UrlCall(HttpURLConnection connection, Content content) implements Call {
    @Override
    public Reply send() throws IOException {
      if (content != Content.NONE) {
        try (OutputStream out = connection.getOutputStream()) {
          out.write(content.bytes());
        }
      }
      return new UrlReply(connection, connection.getResponseCode());
    }

    @Override
    public void cancel() {
      connection.disconnect();
    }
  }

  private record UrlReply(HttpURLConnection connection, int status) implements Reply {
    @Override
    public List<String> headers() {
      return connection.getHeaderFields().entrySet().stream().map(Object::toString).toList();
    }

    @Override
    public InputStream body() throws IOException {
      InputStream errors = connection.getErrorStream();
      return errors == null ? connection.getInputStream() : errors;
    }

    @Override
    public void close() {
      connection.disconnect();
    }
  }
}
