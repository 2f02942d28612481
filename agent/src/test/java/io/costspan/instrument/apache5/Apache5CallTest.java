package io.costspan.instrument.apache5;

import io.costspan.exchange.BodyTap;
import io.costspan.exchange.Exchange;
import io.costspan.instrument.ApacheCallContract;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.ParseException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.junit.jupiter.api.AutoClose;

class Apache5CallTest extends ApacheCallContract {
  @AutoClose private final CloseableHttpClient client = HttpClients.createDefault();
  private final StringEntity entity = new StringEntity("{}", ContentType.APPLICATION_JSON);
  private final HttpPost request = new HttpPost(url());

  Apache5CallTest() {
    request.setEntity(entity);
  }

  @Override
  protected Body send(Exchange exchange) throws IOException {
    Apache5Call call = entered(exchange);
    ClassicHttpResponse response = client.executeOpen(null, request, null);
    Apache5Instrumentation.ExecuteAdvice.exit(call, response, null);
    return new WatchedBody(response.getEntity(), response);
  }

  @Override
  protected Consumer<IOException> begin(Exchange exchange) {
    Apache5Call call = entered(exchange);
    return failure -> Apache5Instrumentation.ExecuteAdvice.exit(call, null, failure);
  }

  private Apache5Call entered(Exchange exchange) {
    Apache5Call call = new Apache5Call(exchange, request);
    request.setEntity(call.watched);
    return call;
  }

  @Override
  protected boolean requestHasItsOwnEntity() {
    return request.getEntity() == entity;
  }

  @Override
  protected Body repeatable(String text, BodyTap tap) {
    HttpEntity bytes =
        new ByteArrayEntity(text.getBytes(StandardCharsets.UTF_8), ContentType.TEXT_PLAIN);
    return new WatchedBody(new Apache5ResponseTap(bytes, tap), bytes);
  }

  private record WatchedBody(HttpEntity entity, Closeable response) implements Body {
    @Override
    public String text() throws IOException, ParseException {
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
    public void close() throws IOException {
      response.close();
    }
  }
}
