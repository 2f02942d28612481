package io.costspan.benchmarks.callers;

import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;

/** Apache HttpClient 5, with as many connections as there are threads. */
final class ApacheCaller extends PlainClient {
  private final CloseableHttpClient http =
      HttpClients.custom()
          .setConnectionManager(
              PoolingHttpClientConnectionManagerBuilder.create()
                  .setMaxConnPerRoute(1_024)
                  .setMaxConnTotal(2_048)
                  .build())
          .build();

  @Override
  byte[] whole(String url, byte[] body) throws Exception {
    return http.execute(
        request(url, body), response -> EntityUtils.toByteArray(response.getEntity()));
  }

  @Override
  void pieces(String url, byte[] body, Reader reader) throws Exception {
    http.execute(
        request(url, body),
        response -> {
          reader.read(response.getEntity().getContent());
          return null;
        });
  }

  private static ClassicHttpRequest request(String url, byte[] body) {
    return ClassicRequestBuilder.post(url).setEntity(body, ContentType.APPLICATION_JSON).build();
  }
}
