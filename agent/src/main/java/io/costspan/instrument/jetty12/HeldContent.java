package io.costspan.instrument.jetty12;

import io.costspan.exchange.BodyTap;
import io.costspan.exchange.HeldBody;
import java.nio.ByteBuffer;
import org.eclipse.jetty.client.ByteBufferRequestContent;
import org.eclipse.jetty.client.Request.Content;
import org.jspecify.annotations.Nullable;

/** A body that Jetty's own content holds in buffers: a text, a form or arrays. */
record HeldContent(@Nullable Content content) implements HeldBody {
  private static final String OWN = "org.eclipse.jetty.client.";

  @Override
  public @Nullable String contentType() {
    return content == null ? null : content.getContentType();
  }

  @Override
  public boolean show(BodyTap tap) {
    if (!(content instanceof ByteBufferRequestContent held)
        || !held.getClass().getName().startsWith(OWN)
        || !HeldBody.isFit(held.getLength())) {
      return false;
    }
    for (ByteBuffer part : held.getByteBuffers()) {
      tap.bytes(part.slice());
    }
    return true;
  }
}
