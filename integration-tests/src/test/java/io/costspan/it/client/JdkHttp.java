package io.costspan.it.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Authenticator;
import java.net.PasswordAuthentication;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the JDK's client has in common, called one way or the other. */
abstract class JdkHttp implements Client {
  final HttpClient client = builder().build();
  private final Server server;

  JdkHttp(Server server) {
    this.server = server;
  }

  private static HttpClient.Builder builder() {
    return HttpClient.newBuilder().followRedirects(Redirect.NORMAL).authenticator(new Login());
  }

  /** That for all calls, or one of its own if the time to connect is limited. */
  final HttpClient clientFor(Ask ask) {
    return ask.limit() == Limit.CONNECT
        ? builder().connectTimeout(Duration.ofMillis(ask.timeoutMillis())).build()
        : client;
  }

  @Override
  public final boolean cancelsWhileSending() {
    return true;
  }

  @Override
  public final boolean freesConnectionsAtOnce() {
    return true;
  }

  @Override
  public final Set<Limit> limits() {
    return EnumSet.of(Limit.CONNECT);
  }

  final HttpRequest request(Ask ask) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(ask.url()))
            .version(ask.url().startsWith("https") ? Version.HTTP_2 : Version.HTTP_1_1)
            .expectContinue(ask.expectsToContinue())
            .method(ask.method(), publisher(ask.content()));
    Map<String, String> headers = new TreeMap<>(ask.headers());
    headers.remove(Ask.EXPECT);
    headers.forEach(request::header);
    if (ask.limit() == Limit.ANSWER) {
      request.timeout(Duration.ofMillis(ask.timeoutMillis()));
    }
    if (ask.content() != Content.NONE) {
      request.header("Content-Type", ask.content().type());
    }
    return request.build();
  }

  @Override
  public final Map<String, Case> ownCases() {
    Ask ask =
        Ask.of(
            "POST",
            "own",
            server.url() + Cases.PATH,
            new Content("application/json", "{\"model\":\"gpt-4o-mini\"}".getBytes(UTF_8), false));
    Map<String, Case> cases = new JdkHandlers(request(ask), sender()).cases();
    cases.putAll(new JdkShown(client, sender(), server).cases());
    return cases;
  }

  abstract JdkHandlers.Sender sender();

  @Override
  public final boolean speaksHttp2() {
    return true;
  }

  private static BodyPublisher publisher(Content content) {
    if (content == Content.NONE) {
      return BodyPublishers.noBody();
    }
    return content.streams()
        ? BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(content.bytes()))
        : BodyPublishers.ofByteArray(content.bytes());
  }

  private static final class Login extends Authenticator {
    @Override
    protected PasswordAuthentication getPasswordAuthentication() {
      return new PasswordAuthentication(Clients.USER, Clients.PASSWORD.toCharArray());
    }
  }

  static final class JdkReply implements Reply {
    private final HttpResponse<InputStream> response;
    private final InputStream body;

    JdkReply(HttpResponse<InputStream> response) {
      this.response = response;
      this.body = new OpenAtEnd(response.body());
    }

    @Override
    public int status() {
      return response.statusCode();
    }

    @Override
    public List<String> headers() {
      return response.headers().map().entrySet().stream().map(Object::toString).toList();
    }

    @Override
    public InputStream body() {
      return body;
    }

    @Override
    public void close() throws IOException {
      body.close();
    }
  }

  /**
   * Is not closed after its end: the JDK would then race between giving the connection back and
   * closing it, and the next case would sometimes fail.
   */
  private static final class OpenAtEnd extends FilterInputStream {
    private boolean ended;

    OpenAtEnd(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int value = in.read();
      ended |= value < 0;
      return value;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int count = in.read(target, offset, length);
      ended |= count < 0;
      return count;
    }

    @Override
    public void close() throws IOException {
      if (!ended) {
        in.close();
      }
    }
  }
}
