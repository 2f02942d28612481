package io.costspan.instrument.okhttp;

import io.costspan.exchange.BodyTap;
import io.costspan.health.Faults;
import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import okio.ForwardingSource;
import okio.Okio;
import okio.Source;
import org.jspecify.annotations.Nullable;

/** The response's own body, watched. */
final class OkHttpResponseTap extends ResponseBody {
  private final ResponseBody body;
  private final BodyTap tap;
  private @Nullable BufferedSource source;

  OkHttpResponseTap(ResponseBody body, BodyTap tap) {
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
        watched = Okio.buffer(new WatchedSource(own, tap));
      } catch (Throwable fault) {
        Faults.uncaught++;
        watched = own;
      }
      source = watched;
    }
    return watched;
  }

  /** The body of a network interceptor may do more in close than close its source. */
  @Override
  public void close() {
    try {
      body.close();
    } finally {
      super.close();
    }
  }

  /** What the application reads. */
  private static final class WatchedSource extends ForwardingSource {
    private final BufferTap tap;

    WatchedSource(Source source, BodyTap tap) {
      super(source);
      this.tap = new BufferTap(tap);
    }

    @Override
    public long read(Buffer sink, long byteCount) throws IOException {
      long count;
      try {
        count = super.read(sink, byteCount);
      } catch (Throwable cause) {
        try {
          tap.fail(cause);
        } catch (Throwable fault) {
          Faults.uncaught++;
        }
        throw cause;
      }
      try {
        if (count < 0) {
          tap.end();
        } else {
          tap.bytes(sink, sink.size() - count, count);
        }
      } catch (Throwable fault) {
        Faults.uncaught++;
        tap.behind = BodyTap.NONE;
      }
      return count;
    }

    @Override
    public void close() throws IOException {
      try {
        super.close();
      } finally {
        try {
          tap.close();
        } catch (Throwable fault) {
          Faults.uncaught++;
        }
      }
    }
  }
}
