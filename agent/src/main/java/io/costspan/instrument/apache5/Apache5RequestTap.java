package io.costspan.instrument.apache5;

import io.costspan.exchange.BodyTap;
import io.costspan.exchange.Exchange;
import io.costspan.exchange.TapOutputStream;
import io.costspan.health.Faults;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpEntityContainer;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
import org.jspecify.annotations.Nullable;

/**
 * The request's own entity, watched each time it is written to a connection. It is the entity of
 * the application's request only while {@code doExecute} runs. The request itself must not be
 * replaced, because the client connects {@code cancel} to it.
 */
final class Apache5RequestTap extends HttpEntityWrapper {
  final HttpEntityContainer request;
  final HttpEntity entity;
  private final Exchange exchange;

  private Apache5RequestTap(HttpEntityContainer request, HttpEntity entity, Exchange exchange) {
    super(entity);
    this.request = request;
    this.entity = entity;
    this.exchange = exchange;
  }

  /** The entity to set in the request; null if the request has no body. */
  static @Nullable Apache5RequestTap of(HttpEntityContainer request, Exchange exchange) {
    HttpEntity entity = request.getEntity();
    if (entity == null) {
      return null;
    }
    return new Apache5RequestTap(request, unwatched(entity), exchange);
  }

  /** A request that two threads send at once may contain the other call's wrapper. */
  private static HttpEntity unwatched(HttpEntity entity) {
    return entity instanceof Apache5RequestTap other ? other.entity : entity;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    BodyTap tap = BodyTap.NONE;
    OutputStream watched = out;
    try {
      tap = exchange.requestBody(getContentType(), getContentEncoding());
      watched = new TapOutputStream(out, tap);
    } catch (Throwable fault) {
      Faults.uncaught++;
    }
    entity.writeTo(watched);
    try {
      tap.end();
    } catch (Throwable fault) {
      Faults.uncaught++;
    }
  }

  @Override
  public String toString() {
    return entity.toString();
  }
}
