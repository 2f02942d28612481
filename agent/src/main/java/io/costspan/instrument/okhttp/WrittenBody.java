package io.costspan.instrument.okhttp;

import io.costspan.exchange.Links;
import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.Buffer;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/**
 * What an application's body has written before it is sent. It writes the same once more, and then
 * fails as the body has failed, if it has. Only the line of OkHttp sees it that writes a body;
 * everybody else, interceptors and listeners included, sees the application's.
 */
final class WrittenBody extends RequestBody {
  /** Those of calls under way, by OkHttp's own object for the call. */
  private static final Links<WrittenBody> BY_CALL = new Links<>();

  private final RequestBody of;
  private final Buffer bytes;
  private final @Nullable Throwable failure;
  private boolean isSent;

  private WrittenBody(RequestBody of, Buffer bytes, @Nullable Throwable failure) {
    this.of = of;
    this.bytes = bytes;
    this.failure = failure;
  }

  static void add(Object call, RequestBody of, Buffer bytes, @Nullable Throwable failure) {
    BY_CALL.put(call, new WrittenBody(of, bytes, failure));
  }

  /**
   * What that body has written for a call; null if it is to write now, because it was not looked at
   * or is sent again.
   */
  static @Nullable WrittenBody of(Object call, @Nullable RequestBody body) {
    WrittenBody written = BY_CALL.find(call);
    return written == null || written.of != body || written.isSent ? null : written;
  }

  /** The call is over, sent or not. */
  static void forget(Object call) {
    BY_CALL.remove(call);
  }

  @Override
  public @Nullable MediaType contentType() {
    return of.contentType();
  }

  @Override
  public void writeTo(BufferedSink sink) throws IOException {
    isSent = true;
    sink.write(bytes, bytes.size());
    if (failure != null) {
      throw WrittenBody.<IOException>unchanged(failure);
    }
  }

  /** The body may fail with anything. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T extends Throwable> T unchanged(Throwable failure) throws T {
    throw (T) failure;
  }
}
