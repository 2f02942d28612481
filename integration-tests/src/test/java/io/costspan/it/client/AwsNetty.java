package io.costspan.it.client;

import static io.costspan.it.apps.Transcript.line;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.ProtocolNegotiation;
import software.amazon.awssdk.http.SdkHttpConfigurationOption;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.utils.AttributeMap;

/** The AWS SDK's asynchronous client on Netty, without the SDK. It follows and repeats nothing. */
final class AwsNetty implements Client {
  /** Whether the version has an option for how the protocol is agreed on. */
  private static final boolean NEGOTIATES =
      Arrays.stream(SdkHttpConfigurationOption.class.getFields())
          .anyMatch(option -> option.getName().equals("PROTOCOL_NEGOTIATION"));

  private final Server server;
  private final SdkAsyncHttpClient patient = client(Duration.ofSeconds(30), false);
  private final SdkAsyncHttpClient impatient = client(Duration.ofMillis(500), false);
  private final SdkAsyncHttpClient http2 = client(Duration.ofSeconds(30), true);

  AwsNetty(Server server) {
    this.server = server;
  }

  private static SdkAsyncHttpClient client(Duration readTimeout, boolean http2) {
    AttributeMap.Builder options =
        AttributeMap.builder()
            .put(SdkHttpConfigurationOption.READ_TIMEOUT, readTimeout)
            .put(SdkHttpConfigurationOption.TRUST_ALL_CERTIFICATES, true);
    if (http2) {
      options.put(SdkHttpConfigurationOption.PROTOCOL, Protocol.HTTP2);
    }
    if (http2 && NEGOTIATES) {
      options.put(SdkHttpConfigurationOption.PROTOCOL_NEGOTIATION, ProtocolNegotiation.ALPN);
    }
    return NettyNioAsyncHttpClient.builder().buildWithDefaults(options.build());
  }

  @Override
  public boolean speaksHttp2() {
    return true;
  }

  @Override
  public Call prepare(Ask ask) {
    boolean secure = ask.url().startsWith("https");
    SdkAsyncHttpClient client = secure ? http2 : ask.timeoutMillis() < 1_000 ? impatient : patient;
    return new AwsCall(client, ask);
  }

  private static SdkHttpRequest request(Ask ask) {
    SdkHttpRequest.Builder request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.fromValue(ask.method()))
            .uri(URI.create(ask.url()));
    ask.headers().forEach(request::putHeader);
    if (ask.content() != Content.NONE) {
      request.putHeader("Content-Type", ask.content().type());
      if (ask.content().streams()) {
        request.putHeader("Transfer-Encoding", "chunked");
      } else {
        request.putHeader("Content-Length", Integer.toString(ask.content().bytes().length));
      }
    }
    return request.build();
  }

  @Override
  public void close() {
    patient.close();
    impatient.close();
    http2.close();
  }

  @Override
  public Map<String, Case> ownCases() {
    return new TreeMap<>(Map.of("own-objects", this::showWhoseObjects, "future", this::showFuture));
  }

  private Ask own(String name) {
    byte[] question = "{\"model\":\"gpt-4o-mini\"}".getBytes(UTF_8);
    return Ask.of(
        "POST", name, server.url() + Cases.PATH, new Content("application/json", question, false));
  }

  private void showWhoseObjects() throws Exception {
    AwsCall call = new AwsCall(patient, own("own"));
    Reply reply = call.send();
    line(new String(reply.body().readAllBytes(), UTF_8));
    call.handler.shown.forEach(text -> line("handler: " + text));
    call.publisher.shown.forEach(text -> line("publisher: " + text));
  }

  /** Of a call whose reply has begun and never ends. */
  private void showFuture() throws Exception {
    AwsCall call = new AwsCall(patient, own("begun"));
    call.send();
    line(call.future.getNumberOfDependents() + " dependents");
    line(call.future.cancel(true) + " " + call.future.isCancelled());
  }

  /**
   * Without what differs from run to run: the name of the channel, and by which of its ways a
   * client tells that it was cancelled.
   */
  private static Exception plain(Throwable thrown) {
    Throwable failure = thrown instanceof ExecutionException ? thrown.getCause() : thrown;
    if (failure instanceof CancellationException cancelled) {
      return cancelled;
    }
    String message = String.valueOf(failure.getMessage()).replaceAll(" ?Channel Information.*", "");
    return new IOException(
        message.contains("ancel") ? "cancelled" : failure.getClass().getName() + ": " + message);
  }

  private static final class AwsCall implements Call {
    final AwsHandler handler = new AwsHandler();
    final AwsContent publisher;
    private final SdkAsyncHttpClient client;
    private final SdkHttpRequest request;
    volatile CompletableFuture<Void> future;

    AwsCall(SdkAsyncHttpClient client, Ask ask) {
      this.client = client;
      this.request = request(ask);
      this.publisher = new AwsContent(ask.content());
    }

    @Override
    public Reply send() throws Exception {
      future =
          client.execute(
              AsyncExecuteRequest.builder()
                  .request(request)
                  .requestContentPublisher(publisher)
                  .responseHandler(handler)
                  .build());
      try {
        return new AwsReply(handler.head.get(), handler.body);
      } catch (ExecutionException | CancellationException e) {
        throw plain(e);
      }
    }

    @Override
    public void cancel() {
      future.cancel(true);
    }
  }

  private record AwsReply(SdkHttpResponse head, Received in) implements Reply {
    @Override
    public int status() {
      return head.statusCode();
    }

    @Override
    public List<String> headers() {
      return new TreeMap<>(head.headers())
          .entrySet().stream().map(each -> each.getKey() + ": " + each.getValue()).toList();
    }

    @Override
    public InputStream body() {
      return new FilterInputStream(in) {
        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
          try {
            return in.read(target, offset, length);
          } catch (IOException | RuntimeException e) {
            throw plain(e) instanceof IOException failure ? failure : new IOException(e);
          }
        }
      };
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
