package io.costspan.instrument.apache4async;

import io.costspan.exchange.BodyTap;
import io.costspan.exchange.HeldBody;
import io.costspan.exchange.TapStream;
import java.io.IOException;
import org.apache.http.HttpEntity;
import org.apache.http.HttpEntityEnclosingRequest;
import org.apache.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/** An entity that says that it can be written more than once. */
record HeldEntity(HttpEntity entity) implements HeldBody {
  static HeldBody of(HttpRequest request) {
    return request instanceof HttpEntityEnclosingRequest enclosing && enclosing.getEntity() != null
        ? new HeldEntity(enclosing.getEntity())
        : UNSEEN;
  }

  @Override
  public @Nullable String contentType() {
    return entity.getContentType() == null ? null : entity.getContentType().getValue();
  }

  @Override
  public boolean show(BodyTap tap) throws IOException {
    if (!entity.isRepeatable() || !HeldBody.isFit(entity.getContentLength())) {
      return false;
    }
    entity.writeTo(new TapStream(tap));
    return true;
  }
}
