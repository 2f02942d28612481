package io.costspan.it.calls;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** Asks a model in each of several ways. */
public final class AiCalls implements AutoCloseable {
  /** All of them. */
  public static final List<String> WAYS =
      List.of("jdk", "jdk-async", "jdk-stream", "okhttp", "okhttp-stream", "okhttp-async");

  private static final String BODY = "{\"model\": \"gpt-4o\", \"messages\": []}";
  private static final String STREAM =
      "{\"model\": \"gpt-4o-mini\", \"messages\": [], \"stream\": true}";

  private static final int IDLE_SECONDS = 1;

  private final String url;

  /**
   * Its threads end when they have been idle. Shut down under a client, it would refuse what the
   * client still has to do after a reply, which then waits for it in a thread of its own for ever.
   */
  private final Executor threads =
      new ThreadPoolExecutor(
          0, Integer.MAX_VALUE, IDLE_SECONDS, SECONDS, new SynchronousQueue<>(), AiCalls::daemon);

  private final HttpClient jdk = HttpClient.newBuilder().executor(threads).build();
  private final OkHttpClient okhttp = new OkHttpClient();

  /**
   * @param baseUrl of OpenAI's API
   */
  public AiCalls(String baseUrl) {
    url = baseUrl + "/chat/completions";
  }

  /** Returns the reply, all of it. */
  public String ask(String way) throws Exception {
    return switch (way) {
      case "jdk" -> jdk.send(jdkRequest(BODY), BodyHandlers.ofString()).body();
      case "jdk-async" -> jdk.sendAsync(jdkRequest(BODY), BodyHandlers.ofString()).get().body();
      case "jdk-stream" ->
          new String(
              jdk.send(jdkRequest(STREAM), BodyHandlers.ofInputStream()).body().readAllBytes(),
              StandardCharsets.UTF_8);
      case "okhttp" -> text(okhttp.newCall(okhttpRequest(BODY)).execute());
      case "okhttp-stream" -> text(okhttp.newCall(okhttpRequest(STREAM)).execute());
      case "okhttp-async" -> enqueue().get();
      default -> throw new IllegalArgumentException(way);
    };
  }

  private HttpRequest jdkRequest(String body) {
    return HttpRequest.newBuilder(URI.create(url))
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body))
        .build();
  }

  private Request okhttpRequest(String body) {
    return new Request.Builder()
        .url(url)
        .post(RequestBody.create(body, MediaType.get("application/json")))
        .build();
  }

  private CompletableFuture<String> enqueue() {
    CompletableFuture<String> answer = new CompletableFuture<>();
    okhttp
        .newCall(okhttpRequest(BODY))
        .enqueue(
            new Callback() {
              @Override
              public void onFailure(Call call, IOException e) {
                answer.completeExceptionally(e);
              }

              @Override
              public void onResponse(Call call, Response response) throws IOException {
                answer.complete(text(response));
              }
            });
    return answer;
  }

  private static String text(Response response) throws IOException {
    try (response) {
      return response.body().string();
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    return thread;
  }

  /** Lets its threads and connections go; the JDK's client ends once nobody refers to it. */
  @Override
  public void close() {
    okhttp.dispatcher().executorService().shutdown();
    okhttp.connectionPool().evictAll();
  }
}
