package io.costspan.it.client;

import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** The JDK's client, {@code send}. */
final class JdkSync extends JdkHttp {
  JdkSync(Server server) {
    super(server);
  }

  @Override
  JdkHandlers.Sender sender() {
    return client::send;
  }

  @Override
  public Call prepare(Ask ask) {
    return new SyncCall(clientFor(ask), request(ask));
  }

  private static final class SyncCall implements Call {
    private final HttpClient client;
    private final HttpRequest request;
    private volatile Thread caller;
    private volatile HttpResponse<InputStream> response;

    SyncCall(HttpClient client, HttpRequest request) {
      this.client = client;
      this.request = request;
    }

    @Override
    public Reply send() throws Exception {
      caller = Thread.currentThread();
      response = client.send(request, BodyHandlers.ofInputStream());
      return new JdkReply(response);
    }

    @Override
    public void cancel() throws Exception {
      if (response == null) {
        caller.interrupt();
      } else {
        response.body().close();
      }
    }
  }
}
