package io.costspan.it.unwatched;

import java.net.URI;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.crt.http.HttpClientConnection;
import software.amazon.awssdk.crt.http.HttpClientConnectionManager;
import software.amazon.awssdk.crt.http.HttpClientConnectionManagerOptions;
import software.amazon.awssdk.crt.http.HttpHeader;
import software.amazon.awssdk.crt.http.HttpRequest;
import software.amazon.awssdk.crt.http.HttpStream;
import software.amazon.awssdk.crt.http.HttpStreamResponseHandler;
import software.amazon.awssdk.crt.io.ClientBootstrap;
import software.amazon.awssdk.crt.io.EventLoopGroup;
import software.amazon.awssdk.crt.io.HostResolver;
import software.amazon.awssdk.crt.io.SocketOptions;
import software.amazon.awssdk.crt.io.TlsContext;
import software.amazon.awssdk.crt.io.TlsContextOptions;

/** One call by AWS's native code without the SDK; its TLS is native, too. */
public final class AwsCrtApp {
  private AwsCrtApp() {}

  /** Host and port. */
  public static void main(String[] arguments) throws Exception {
    URI uri = URI.create("https://" + arguments[0] + ":" + arguments[1]);
    HttpClientConnectionManager connections =
        HttpClientConnectionManager.create(
            new HttpClientConnectionManagerOptions()
                .withClientBootstrap(bootstrap())
                .withSocketOptions(new SocketOptions())
                .withTlsContext(trustingAll())
                .withUri(uri));
    try (HttpClientConnection connection = connections.acquireConnection().get()) {
      Called.awaitEnd(status(connection, arguments[0]));
    }
  }

  private static ClientBootstrap bootstrap() {
    EventLoopGroup threads = new EventLoopGroup(1);
    return new ClientBootstrap(threads, new HostResolver(threads));
  }

  private static TlsContext trustingAll() {
    return new TlsContext(TlsContextOptions.createDefaultClient().withVerifyPeer(false));
  }

  private static int status(HttpClientConnection connection, String host) throws Exception {
    HttpHeader[] headers = {new HttpHeader("Host", host)};
    CompletableFuture<Integer> status = new CompletableFuture<>();
    connection
        .makeRequest(
            new HttpRequest("GET", "/v1/models", headers, null),
            new HttpStreamResponseHandler() {
              @Override
              public void onResponseHeaders(
                  HttpStream stream, int code, int blockType, HttpHeader[] next) {}

              @Override
              public void onResponseComplete(HttpStream stream, int errorCode) {
                status.complete(stream.getResponseStatusCode());
              }
            })
        .activate();
    return status.get();
  }
}
