package io.costspan.it.client;

import io.costspan.it.client.Client.Ask;
import io.costspan.it.client.Client.Content;
import io.costspan.it.client.Client.Reply;
import java.time.Duration;
import java.util.concurrent.Callable;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** An application within a container: calls an AI through a client of its own, and stops. */
record WebApp(String library, Server server) implements Callable<Integer> {
  /** How many bytes came. */
  @Override
  public Integer call() throws Exception {
    return library.startsWith("okhttp") ? callByOkHttp() : callByClient();
  }

  private int callByClient() throws Exception {
    try (Client client = Clients.of(library, server)) {
      int length = 0;
      for (String name : new String[] {"json", "stream", "server-error"}) {
        Content question = new Content("application/json", "{}".getBytes(), false);
        Reply reply =
            client.prepare(Ask.of("POST", name, server.url() + Cases.PATH, question)).send();
        length += reply.body().readAllBytes().length;
        reply.close();
      }
      return length;
    }
  }

  /** Without time limits and with its tasks ended, OkHttp leaves no thread behind for a minute. */
  private int callByOkHttp() throws Exception {
    OkHttpClient client =
        new OkHttpClient.Builder()
            .connectTimeout(Duration.ZERO)
            .readTimeout(Duration.ZERO)
            .writeTimeout(Duration.ZERO)
            .build();
    Request request =
        new Request.Builder()
            .url(server.url() + Cases.PATH)
            .header("X-Case", "json")
            .post(RequestBody.create("{}", MediaType.get("application/json")))
            .build();
    try (Response response = client.newCall(request).execute()) {
      return response.body().bytes().length;
    } finally {
      client.connectionPool().evictAll();
      Class<?> tasks = Class.forName("okhttp3.internal.concurrent.TaskRunner");
      Object backend = tasks.getMethod("getBackend").invoke(tasks.getField("INSTANCE").get(null));
      backend.getClass().getMethod("shutdown").invoke(backend);
    }
  }
}
