package io.costspan.exchange;

import io.costspan.health.Faults;
import io.costspan.health.OwnThreads;
import io.costspan.wire.Framings;
import io.costspan.wire.Headers;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Watches a body in a content coding that only the application's own decompressor can undo: copies
 * its bytes, and decodes them on a thread of the agent. The copies are gone as soon as they are
 * decoded, so a body may be of any size.
 */
public final class AsideTap implements BodyTap {
  private static final String CODING = "Content-Encoding";
  private static final int PIECE_BYTES = 8192;

  private final BodyTap decoded;
  private final EncodedBody body = new EncodedBody();

  private AsideTap(BodyTap decoded) {
    this.decoded = decoded;
  }

  /** Undoes a coding. */
  @FunctionalInterface
  public interface Decoder {
    InputStream decode(InputStream encoded) throws IOException;
  }

  /** Knows what the application undoes codings with. */
  @FunctionalInterface
  public interface Decoders {
    /**
     * @param coding in lower case
     * @return null if the application does not undo it
     */
    @Nullable Decoder of(String coding) throws ReflectiveOperationException;
  }

  /**
   * A tap for the bytes of a reply as they are sent.
   *
   * @param headers of the reply
   * @param decoders for codings that the agent does not undo itself
   */
  public static BodyTap of(Exchange exchange, int status, Headers headers, Decoders decoders) {
    Decoder decoder = decoder(headers.get(CODING), decoders);
    return decoder == null
        ? exchange.responseBody(status, headers)
        : of(exchange.responseBody(status, decoded(headers)), decoder);
  }

  private static @Nullable Decoder decoder(@Nullable String coding, Decoders decoders) {
    if (coding == null || Framings.undoes(coding)) {
      return null;
    }
    try {
      return decoders.of(coding.strip().toLowerCase(Locale.ROOT));
    } catch (Throwable fault) {
      Faults.count("decompressor", fault);
      return null;
    }
  }

  private static Headers decoded(Headers headers) {
    return name -> name.equalsIgnoreCase(CODING) ? null : headers.get(name);
  }

  /**
   * @param decoded receives the decoded bytes
   */
  static BodyTap of(BodyTap decoded, Decoder decoder) {
    if (decoded == NONE) {
      return NONE;
    }
    AsideTap tap = new AsideTap(decoded);
    try {
      OwnThreads.daemon("costspan-decode", new Work(tap, decoder)).start();
    } catch (Throwable fault) {
      Faults.count("decompressor", fault);
      tap.body.abandon();
    }
    return tap;
  }

  @Override
  public void bytes(byte[] array, int offset, int length) {
    body.add(array, offset, length);
  }

  @Override
  public void bytes(ByteBuffer buffer) {
    body.add(buffer);
  }

  @Override
  public void end() {
    over(decoded::end);
  }

  @Override
  public void close() {
    over(decoded::close);
  }

  @Override
  public void fail(@Nullable Throwable cause) {
    over(() -> decoded.fail(cause));
  }

  /** What is told last holds the tap, of which the client may let go now. */
  private void over(Runnable told) {
    if (body.end(told) == EncodedBody.State.ABANDONED) {
      decoded.close();
    }
  }

  /** Holds the tap weakly, so that an abandoned body can be told from a slow one. */
  private static final class Work implements Runnable {
    private final WeakReference<BodyTap> decoded;
    private final EncodedBody body;
    private final Decoder decoder;

    Work(AsideTap tap, Decoder decoder) {
      this.decoded = new WeakReference<>(tap.decoded);
      this.body = tap.body;
      this.decoder = decoder;
    }

    @Override
    public void run() {
      body.readFor(decoded);
      Throwable failure = null;
      try {
        decode();
      } catch (Throwable cause) {
        failure = cause;
      }
      BodyTap tap = decoded.get();
      if (!body.finish() && tap != null) {
        // The body goes on, but nothing more can be decoded.
        tell(tap, failure);
      }
    }

    private static void tell(BodyTap tap, @Nullable Throwable failure) {
      if (failure == null) {
        tap.end();
      } else {
        tap.fail(failure);
      }
    }

    private void decode() throws IOException {
      byte[] piece = new byte[PIECE_BYTES];
      try (InputStream in = decoder.decode(body)) {
        for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
          BodyTap tap = decoded.get();
          if (tap == null) {
            return;
          }
          tap.bytes(piece, 0, count);
        }
      }
    }
  }
}
