package io.costspan.instrument.okhttp;

import io.costspan.exchange.BodyTap;
import io.costspan.health.Faults;
import okhttp3.MediaType;
import okhttp3.ResponseBody;
import okio.BufferedSource;
import okio.Okio;
import org.jspecify.annotations.Nullable;

/** The response's own body, watched. */
final class TapResponseBody extends ResponseBody {
  private final ResponseBody body;
  private final BodyTap tap;
  private @Nullable BufferedSource source;

  TapResponseBody(ResponseBody body, BodyTap tap) {
    this.body = body;
    this.tap = tap;
  }

  @Override
  public @Nullable MediaType contentType() {
    return body.contentType();
  }

  @Override
  public long contentLength() {
    return body.contentLength();
  }

  @Override
  public BufferedSource source() {
    BufferedSource watched = source;
    if (watched == null) {
      BufferedSource own = body.source();
      try {
        watched = Okio.buffer(new TapSource(own, tap));
      } catch (Throwable fault) {
        Faults.uncaught++;
        watched = own;
      }
      source = watched;
    }
    return watched;
  }

  /** A network interceptor's body may do more on close than close its source. */
  @Override
  public void close() {
    try {
      body.close();
    } finally {
      super.close();
    }
  }
}
