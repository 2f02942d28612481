package io.costspan.benchmarks.callers;

import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** OkHttp, with as many idle connections as there are threads, and patience on busy machines. */
final class OkHttpCaller extends PlainClient {
  private static final MediaType JSON = MediaType.get("application/json");
  private final OkHttpClient http =
      new OkHttpClient.Builder()
          .connectionPool(new ConnectionPool(1_024, 5, TimeUnit.MINUTES))
          .readTimeout(2, TimeUnit.MINUTES)
          .build();

  @Override
  byte[] whole(String url, byte[] body) throws Exception {
    try (Response response = http.newCall(request(url, body)).execute()) {
      return response.body().bytes();
    }
  }

  @Override
  void pieces(String url, byte[] body, Reader reader) throws Exception {
    try (Response response = http.newCall(request(url, body)).execute()) {
      reader.read(response.body().byteStream());
    }
  }

  private static Request request(String url, byte[] body) {
    return new Request.Builder().url(url).post(RequestBody.create(body, JSON)).build();
  }
}
