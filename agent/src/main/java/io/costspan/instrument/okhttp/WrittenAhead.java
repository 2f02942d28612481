package io.costspan.instrument.okhttp;

import io.costspan.exchange.BodyTap;
import io.costspan.exchange.HeldBody;
import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.RequestBody;
import okio.Buffer;
import okio.BufferedSink;
import okio.Okio;
import okio.Sink;
import okio.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * A body that is written once before it is sent, to look at it. OkHttp may write a body again
 * unless that says that it can be written once. Those of applications that say neither may not have
 * thought of it, and are left alone.
 */
record WrittenAhead(@Nullable RequestBody body) implements HeldBody {
  private static final String OWN = "okhttp3.";

  private static boolean isRepeatable(RequestBody body) throws NoSuchMethodException {
    if (body.isOneShot() || body.isDuplex()) {
      return false;
    }
    if (!(body instanceof MultipartBody all)) {
      return isSure(body.getClass());
    }
    for (MultipartBody.Part part : all.parts()) {
      if (!isRepeatable(part.body())) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSure(Class<?> type) throws NoSuchMethodException {
    return type.getName().startsWith(OWN)
        || type.getMethod("isOneShot").getDeclaringClass() != RequestBody.class;
  }

  @Override
  public @Nullable String contentType() {
    MediaType type = body == null ? null : body.contentType();
    return type == null ? null : type.toString();
  }

  @Override
  public boolean show(BodyTap tap) throws Exception {
    if (body == null || !isRepeatable(body) || !HeldBody.isFit(body.contentLength())) {
      return false;
    }
    Shown shown = new Shown(tap, body.contentLength());
    BufferedSink sink = Okio.buffer(shown);
    body.writeTo(sink);
    sink.flush();
    return shown.left == 0;
  }

  /** Takes no more than the body has promised, as OkHttp does. */
  private static final class Shown implements Sink {
    private final BufferTap tap;
    private long left;

    Shown(BodyTap tap, long lengthBytes) {
      this.tap = new BufferTap(tap);
      this.left = lengthBytes;
    }

    @Override
    public void write(Buffer source, long byteCount) throws IOException {
      if (byteCount > left) {
        throw new IOException("unexpected end of the body");
      }
      left -= byteCount;
      tap.bytes(source, 0, byteCount);
      source.skip(byteCount);
    }

    @Override
    public void flush() {}

    @Override
    public Timeout timeout() {
      return Timeout.NONE;
    }

    @Override
    public void close() {}
  }
}
