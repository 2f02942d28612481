package io.costspan.instrument.apache5;

import io.costspan.exchange.BodyTap;
import io.costspan.exchange.Exchange;
import io.costspan.exchange.TapOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpEntityContainer;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
import org.jspecify.annotations.Nullable;

/**
 * The request's own entity, watched each time it is written to a connection. It stands in the
 * application's request only while {@code doExecute} runs: the request itself must stay, because
 * the client wires {@code cancel} to it.
 */
final class RequestEntity extends HttpEntityWrapper {
  private final HttpEntity entity;
  private final Exchange exchange;

  private RequestEntity(HttpEntity entity, Exchange exchange) {
    super(entity);
    this.entity = entity;
    this.exchange = exchange;
  }

  static @Nullable RequestEntity put(HttpEntityContainer request, Exchange exchange) {
    HttpEntity entity = request.getEntity();
    if (entity == null) {
      return null;
    }
    RequestEntity watched = new RequestEntity(unwatched(entity), exchange);
    request.setEntity(watched);
    return watched;
  }

  /** A request that two threads send at once holds the other call's wrapper. */
  private static HttpEntity unwatched(HttpEntity entity) {
    return entity instanceof RequestEntity other ? other.entity : entity;
  }

  void takeFrom(HttpEntityContainer request) {
    if (request.getEntity() == this) {
      request.setEntity(entity);
    }
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    BodyTap tap = exchange.requestBody(getContentType(), getContentEncoding());
    entity.writeTo(new TapOutputStream(out, tap));
    tap.end();
  }

  @Override
  public String toString() {
    return entity.toString();
  }
}
