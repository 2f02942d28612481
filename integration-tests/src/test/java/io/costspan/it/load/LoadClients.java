package io.costspan.it.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.Executors;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/** One client of each family; calls take turns. */
final class LoadClients {
  private static final int CONNECTIONS = 64;

  /** Its own pool has no bound and grows for hours, which would hide a thread of ours. */
  private static final int JDK_THREADS = 16;

  private final String url;
  private final byte[] question =
      ("{\"model\":\""
              + LoadServer.MODEL
              + "\",\"messages\":[{\"role\":\"user\",\"content\":\"?\"}]}")
          .getBytes();
  private final OkHttpClient okHttp = new OkHttpClient();
  private final HttpClient jdk =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .executor(Executors.newFixedThreadPool(JDK_THREADS))
          .build();
  private final CloseableHttpClient apache;

  LoadClients(String baseUrl) {
    url = baseUrl + "/chat/completions";
    PoolingHttpClientConnectionManager pool = new PoolingHttpClientConnectionManager();
    pool.setMaxTotal(CONNECTIONS);
    pool.setDefaultMaxPerRoute(CONNECTIONS);
    apache = HttpClients.custom().setConnectionManager(pool).build();
  }

  void call(int number) throws Exception {
    String reply =
        switch (number % 3) {
          case 0 -> byOkHttp();
          case 1 -> byApache();
          default -> byJdk();
        };
    if (!reply.contains("butler")) {
      throw new IllegalStateException(reply);
    }
  }

  private String byOkHttp() throws IOException {
    Request request =
        new Request.Builder()
            .url(url)
            .post(RequestBody.create(question, MediaType.get("application/json")))
            .build();
    try (Response response = okHttp.newCall(request).execute()) {
      return response.body().string();
    }
  }

  private String byApache() throws IOException {
    HttpPost request = new HttpPost(url);
    request.setEntity(new ByteArrayEntity(question, ContentType.APPLICATION_JSON));
    return apache.execute(request, response -> EntityUtils.toString(response.getEntity()));
  }

  private String byJdk() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(question))
            .build();
    return jdk.send(request, BodyHandlers.ofString()).body();
  }
}
