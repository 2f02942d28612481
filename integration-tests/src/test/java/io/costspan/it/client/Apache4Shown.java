package io.costspan.it.client;

import static io.costspan.it.apps.Transcript.line;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.http.HttpEntity;
import org.apache.http.HttpEntityEnclosingRequest;
import org.apache.http.HttpException;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequest;
import org.apache.http.HttpRequestInterceptor;
import org.apache.http.nio.ContentEncoder;
import org.apache.http.nio.IOControl;
import org.apache.http.nio.protocol.HttpAsyncRequestProducer;
import org.apache.http.protocol.HttpContext;

/** Notes whose objects an application is shown. */
final class Apache4Shown implements HttpRequestInterceptor {
  private final List<String> notes = Collections.synchronizedList(new ArrayList<>());
  private HttpEntity own;

  HttpEntity own(HttpEntity entity) {
    own = entity;
    return entity;
  }

  @Override
  public void process(HttpRequest request, HttpContext context) {
    HttpEntity sent = ((HttpEntityEnclosingRequest) request).getEntity();
    notes.add("interceptor " + request.getClass().getName() + " " + (sent == own));
  }

  /** A producer that notes to which encoder it writes. */
  HttpAsyncRequestProducer producer(HttpAsyncRequestProducer producer) {
    return new HttpAsyncRequestProducer() {
      @Override
      public HttpHost getTarget() {
        return producer.getTarget();
      }

      @Override
      public HttpRequest generateRequest() throws IOException, HttpException {
        return producer.generateRequest();
      }

      @Override
      public void produceContent(ContentEncoder encoder, IOControl control) throws IOException {
        notes.add("encoder " + encoder.getClass().getName());
        producer.produceContent(encoder, control);
      }

      @Override
      public void requestCompleted(HttpContext context) {
        producer.requestCompleted(context);
      }

      @Override
      public void failed(Exception cause) {
        producer.failed(cause);
      }

      @Override
      public boolean isRepeatable() {
        return producer.isRepeatable();
      }

      @Override
      public void resetRequest() throws IOException {
        producer.resetRequest();
      }

      @Override
      public void close() throws IOException {
        producer.close();
      }
    };
  }

  void print() {
    notes.forEach(note -> line(note));
  }
}
