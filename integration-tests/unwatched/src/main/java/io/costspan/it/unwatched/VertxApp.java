package io.costspan.it.unwatched;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;

/** One call through the client of Vert.x, on which Quarkus is built. */
public final class VertxApp {
  private VertxApp() {}

  /** Host and port. */
  public static void main(String[] arguments) throws Exception {
    Vertx vertx = Vertx.vertx();
    var client =
        vertx.createHttpClient(
            new HttpClientOptions().setSsl(true).setTrustAll(true).setVerifyHost(false));
    int port = Integer.parseInt(arguments[1]);
    int status =
        client
            .request(HttpMethod.GET, port, arguments[0], "/v1/models")
            .compose(HttpClientRequest::send)
            .toCompletionStage()
            .toCompletableFuture()
            .get()
            .statusCode();
    Called.awaitEnd(status);
    vertx.close();
  }
}
