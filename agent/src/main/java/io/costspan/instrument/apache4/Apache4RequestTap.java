package io.costspan.instrument.apache4;

import io.costspan.exchange.BodyTap;
import io.costspan.exchange.Exchange;
import io.costspan.exchange.TapOutputStream;
import io.costspan.health.Faults;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.http.Header;
import org.apache.http.HttpEntity;
import org.apache.http.HttpEntityEnclosingRequest;
import org.apache.http.HttpRequest;
import org.apache.http.entity.HttpEntityWrapper;
import org.jspecify.annotations.Nullable;

/**
 * The request's own entity, watched each time it is written to a connection. It is the entity of
 * the application's request only while {@code doExecute} runs. The request itself must not be
 * replaced, because the client connects {@code abort} to it.
 */
final class Apache4RequestTap extends HttpEntityWrapper {
  final HttpEntityEnclosingRequest request;
  final HttpEntity entity;
  private final Exchange exchange;

  private Apache4RequestTap(
      HttpEntityEnclosingRequest request, HttpEntity entity, Exchange exchange) {
    super(entity);
    this.request = request;
    this.entity = entity;
    this.exchange = exchange;
  }

  /** The entity to set in the request; null if the request has no body. */
  static @Nullable Apache4RequestTap of(HttpRequest request, Exchange exchange) {
    if (!(request instanceof HttpEntityEnclosingRequest enclosing)
        || enclosing.getEntity() == null) {
      return null;
    }
    return new Apache4RequestTap(enclosing, unwatched(enclosing.getEntity()), exchange);
  }

  /** A request that two threads send at once may contain the other call's wrapper. */
  private static HttpEntity unwatched(HttpEntity entity) {
    return entity instanceof Apache4RequestTap other ? other.entity : entity;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    BodyTap tap = BodyTap.NONE;
    OutputStream watched = out;
    try {
      tap = exchange.requestBody(value(getContentType()), value(getContentEncoding()));
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

  private static @Nullable String value(@Nullable Header header) {
    return header == null ? null : header.getValue();
  }

  @Override
  public String toString() {
    return entity.toString();
  }
}
