package io.costspan.it.vertx;

import io.costspan.it.calls.AiCalls;
import io.costspan.it.calls.OwnSdk;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.tracing.opentelemetry.OpenTelemetryOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.TimeUnit;

/**
 * Asks a model when somebody asks it: on one of Vert.x's worker threads, or on an event loop, which
 * must not wait. Arguments: the model's base URL, and that of a receiver of telemetry.
 */
public final class VertxServer {
  private final Vertx vertx;
  private final AiCalls calls;
  private final HttpClient client = HttpClient.newHttpClient();
  private final String url;

  private VertxServer(Vertx vertx, String url) {
    this.vertx = vertx;
    this.calls = new AiCalls(url);
    this.url = url;
  }

  /** Runs it. */
  public static void main(String[] arguments) {
    OpenTelemetrySdk sdk = OwnSdk.build(arguments[1], Sampler.parentBased(Sampler.alwaysOn()));
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> sdk.shutdown().join(10, TimeUnit.SECONDS)));
    Vertx vertx = Vertx.vertx(new VertxOptions().setTracingOptions(new OpenTelemetryOptions(sdk)));
    VertxServer server = new VertxServer(vertx, arguments[0]);
    vertx
        .createHttpServer()
        .requestHandler(server::answer)
        .listen(0)
        .onSuccess(ready -> System.out.println("ready on port " + ready.actualPort() + "."));
  }

  private void answer(HttpServerRequest request) {
    String way = request.getParam("way");
    if (way.equals("event-loop")) {
      client
          .sendAsync(question(), BodyHandlers.ofString())
          .thenAccept(reply -> request.response().end(reply.body()));
    } else {
      vertx.executeBlocking(() -> calls.ask(way)).onSuccess(reply -> request.response().end(reply));
    }
  }

  private HttpRequest question() {
    return HttpRequest.newBuilder(URI.create(url + "/chat/completions"))
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString("{\"model\": \"gpt-4o\", \"messages\": []}"))
        .build();
  }
}
