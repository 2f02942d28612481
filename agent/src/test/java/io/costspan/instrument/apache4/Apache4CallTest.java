package io.costspan.instrument.apache4;

import io.costspan.exchange.BodyTap;
import io.costspan.exchange.Exchange;
import io.costspan.instrument.ApacheCallContract;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.apache.http.HttpEntity;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpPost;
import org.apache.http.entity.ByteArrayEntity;
import org.apache.http.entity.ContentType;
import org.apache.http.entity.StringEntity;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.apache.http.impl.client.LaxRedirectStrategy;
import org.apache.http.util.EntityUtils;
import org.junit.jupiter.api.AutoClose;

class Apache4CallTest extends ApacheCallContract {
  @AutoClose
  private final CloseableHttpClient client =
      HttpClients.custom().setRedirectStrategy(new LaxRedirectStrategy()).build();

  private final StringEntity entity = new StringEntity("{}", ContentType.APPLICATION_JSON);
  private final HttpPost request = new HttpPost(url());

  Apache4CallTest() {
    request.setEntity(entity);
  }

  @Override
  protected Body send(Exchange exchange) throws IOException {
    Apache4Call call = entered(exchange);
    CloseableHttpResponse response = client.execute(request);
    Apache4Instrumentation.ExecuteAdvice.exit(call, response, null);
    return new WatchedBody(response.getEntity());
  }

  @Override
  protected Consumer<IOException> begin(Exchange exchange) {
    Apache4Call call = entered(exchange);
    return failure -> Apache4Instrumentation.ExecuteAdvice.exit(call, null, failure);
  }

  private Apache4Call entered(Exchange exchange) {
    Apache4Call call = new Apache4Call(exchange, request);
    request.setEntity(call.watched);
    return call;
  }

  @Override
  protected boolean requestHasItsOwnEntity() {
    return request.getEntity() == entity;
  }

  @Override
  protected Body repeatable(String text, BodyTap tap) {
    HttpEntity bytes = new ByteArrayEntity(text.getBytes(StandardCharsets.UTF_8));
    return new WatchedBody(new Apache4ResponseTap(bytes, tap));
  }

  private record WatchedBody(HttpEntity entity) implements Body {
    @Override
    public String text() throws IOException {
      return EntityUtils.toString(entity);
    }

    @Override
    public InputStream content() throws IOException {
      return entity.getContent();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      entity.writeTo(out);
    }

    @Override
    public void close() {
      if (entity instanceof Apache4ResponseTap watched) {
        watched.closed();
      }
    }
  }
}
