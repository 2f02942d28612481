package io.costspan.it.client;

import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** The JDK's client, {@code sendAsync}. */
final class JdkAsync extends JdkHttp {
  JdkAsync(Server server) {
    super(server);
  }

  @Override
  JdkHandlers.Sender sender() {
    return new JdkHandlers.Sender() {
      @Override
      public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
          throws Exception {
        return result(client.sendAsync(request, handler));
      }
    };
  }

  @Override
  public Call prepare(Ask ask) {
    return new AsyncCall(clientFor(ask), request(ask));
  }

  private static <T> T result(CompletableFuture<T> future) throws Exception {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception failure ? failure : e;
    }
  }

  private static final class AsyncCall implements Call {
    private final HttpClient client;
    private final HttpRequest request;
    private volatile CompletableFuture<HttpResponse<InputStream>> future;

    AsyncCall(HttpClient client, HttpRequest request) {
      this.client = client;
      this.request = request;
    }

    @Override
    public Reply send() throws Exception {
      future = client.sendAsync(request, BodyHandlers.ofInputStream());
      return new JdkReply(result(future));
    }

    @Override
    public void cancel() throws Exception {
      if (!future.cancel(true)) {
        future.get().body().close();
      }
    }
  }
}
