package io.costspan.instrument.okhttp;

import io.costspan.exchange.BodyTap;
import io.costspan.exchange.HeldBody;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.List;
import okhttp3.Call;
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
 * A body that is written before it is sent, to look at it. What it has written is kept and sent, so
 * that it is written as often as without the agent: many bodies wrap a stream that can be read
 * once, and do not say so.
 *
 * @param call as OkHttp knows it
 * @param interceptors all of them
 */
record WrittenAhead(@Nullable RequestBody body, Object call, List<?> interceptors)
    implements HeldBody {
  private static final String OWN = "okhttp3.";

  private static boolean isRepeatable(RequestBody body) throws NoSuchMethodException {
    if (body.isOneShot()) {
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

  /**
   * JSON of unknown length is what an application makes of its objects, and no file or recording.
   */
  private static boolean isFit(RequestBody body, long lengthBytes) {
    return HeldBody.isFit(lengthBytes) || lengthBytes < 0 && isJson(body.contentType());
  }

  private static boolean isJson(@Nullable MediaType type) {
    return type != null && (type.subtype().equals("json") || type.subtype().endsWith("+json"));
  }

  @Override
  public @Nullable String contentType() {
    MediaType type = body == null ? null : body.contentType();
    return type == null ? null : type.toString();
  }

  @Override
  public boolean show(BodyTap tap) throws Exception {
    if (body == null
        || body.isDuplex()
        || ChainPlace.isAboveOthers(interceptors) && !isRepeatable(body)) {
      return false;
    }
    long lengthBytes = body.contentLength();
    if (!isFit(body, lengthBytes)) {
      return false;
    }
    Kept kept = new Kept(tap, lengthBytes);
    Throwable failure = null;
    try {
      BufferedSink sink = Okio.buffer(kept);
      body.writeTo(sink);
      sink.close();
    } catch (Throwable ofBody) {
      failure = ofBody;
    }
    WrittenBody.add(call, body, kept.bytes, failure);
    return failure == null && (lengthBytes < 0 || kept.bytes.size() == lengthBytes);
  }

  /** Takes no more than the body has promised, as OkHttp does, and nothing for a cancelled call. */
  private final class Kept implements Sink {
    private BodyTap tap;
    private final long lengthBytes;
    private final Buffer bytes = new Buffer();

    Kept(BodyTap tap, long lengthBytes) {
      this.tap = tap;
      this.lengthBytes = lengthBytes;
    }

    @Override
    public void write(Buffer source, long byteCount) throws IOException {
      if (call instanceof Call cancellable && cancellable.isCanceled()) {
        throw new IOException("Canceled");
      }
      long sum = bytes.size() + byteCount;
      if (lengthBytes >= 0 && sum > lengthBytes) {
        throw new ProtocolException("expected " + lengthBytes + " bytes but received " + sum);
      }
      tap = BufferTap.show(source, 0, byteCount, tap);
      bytes.write(source, byteCount);
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
