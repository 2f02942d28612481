package io.costspan.instrument.apache5;

import io.costspan.exchange.BodyTap;
import io.costspan.exchange.Gate;
import io.costspan.exchange.HeldBody;
import io.costspan.exchange.TapStream;
import java.io.IOException;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;

/** An entity that says that it can be written more than once. */
record HeldEntity(HttpEntity entity) implements HeldBody {
  /** Its entities say so of any stream with marks, whether a mark was set or not. */
  private static final String AWS = "software.amazon.awssdk.";

  /** Of a request that might be refused. */
  static HeldBody of(ClassicHttpRequest request) {
    return Gate.mayRefuse() && request.getEntity() != null
        ? new HeldEntity(request.getEntity())
        : UNSEEN;
  }

  @Override
  public @Nullable String contentType() {
    return entity.getContentType();
  }

  @Override
  public boolean show(BodyTap tap) throws IOException {
    if (!entity.isRepeatable()
        || !HeldBody.isFit(entity.getContentLength())
        || entity.getClass().getName().startsWith(AWS)) {
      return false;
    }
    entity.writeTo(new TapStream(tap));
    return true;
  }
}
