package io.costspan.instrument.apache5;

import io.costspan.exchange.BodyTap;
import io.costspan.exchange.RepeatableTap;
import io.costspan.exchange.TapInputStream;
import io.costspan.exchange.TapOutputStream;
import io.costspan.health.Faults;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
import org.jspecify.annotations.Nullable;

/** The response's own entity, watched as the application reads it. */
final class Apache5ResponseTap extends HttpEntityWrapper {
  private final HttpEntity entity;
  private final RepeatableTap tap;

  Apache5ResponseTap(HttpEntity entity, BodyTap tap) {
    super(entity);
    this.entity = entity;
    this.tap = new RepeatableTap(tap);
  }

  @Override
  public @Nullable InputStream getContent() throws IOException {
    InputStream content = entity.getContent();
    try {
      return content == null
          ? null
          : new TapInputStream(content, tap.tapForOneReading(entity.isRepeatable()));
    } catch (Throwable fault) {
      Faults.uncaught++;
      return content;
    }
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    BodyTap current = BodyTap.NONE;
    OutputStream watched = out;
    try {
      current = tap.tapForOneReading(entity.isRepeatable());
      watched = new TapOutputStream(out, current);
    } catch (Throwable fault) {
      Faults.uncaught++;
    }
    try {
      entity.writeTo(watched);
    } catch (Throwable cause) {
      try {
        current.fail(cause);
      } catch (Throwable fault) {
        Faults.uncaught++;
      }
      throw cause;
    }
    try {
      current.end();
    } catch (Throwable fault) {
      Faults.uncaught++;
    }
  }

  /** The client closes the entity with its response, even if nobody has read it. */
  @Override
  public void close() throws IOException {
    try {
      entity.close();
    } finally {
      try {
        tap.close();
      } catch (Throwable fault) {
        Faults.uncaught++;
      }
    }
  }

  @Override
  public String toString() {
    return entity.toString();
  }
}
