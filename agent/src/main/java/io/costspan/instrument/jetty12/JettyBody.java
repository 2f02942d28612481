package io.costspan.instrument.jetty12;

import io.costspan.exchange.BodyTap;
import io.costspan.exchange.Links;
import java.nio.ByteBuffer;
import org.eclipse.jetty.io.Content;

/**
 * The bodies of replies, by the sources from which they are read, decompressed if Jetty does so.
 */
final class JettyBody {
  private static final Links<BodyTap> UNDER_WAY = new Links<>();

  private JettyBody() {}

  static void begin(Content.Source source, BodyTap tap) {
    UNDER_WAY.put(source, tap);
  }

  /** A piece has been read, perhaps a failure, from any source. */
  static void read(Content.Source source, Content.Chunk chunk) {
    BodyTap tap = UNDER_WAY.find(source);
    if (tap == null) {
      return;
    }
    if (chunk.isLast()) {
      UNDER_WAY.remove(source);
    }
    if (Content.Chunk.isFailure(chunk)) {
      if (chunk.isLast()) {
        tap.fail(chunk.getFailure());
      }
      return;
    }
    ByteBuffer bytes = chunk.getByteBuffer();
    if (bytes.hasRemaining()) {
      tap.bytes(bytes);
    }
    if (chunk.isLast()) {
      tap.end();
    }
  }
}
