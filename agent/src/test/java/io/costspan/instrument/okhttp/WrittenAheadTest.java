package io.costspan.instrument.okhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.costspan.exchange.HeldBody;
import io.costspan.exchange.RecordingTap;
import io.opentelemetry.api.OpenTelemetry;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.List;
import okhttp3.FormBody;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.internal.connection.ConnectInterceptor;
import okio.Buffer;
import okio.BufferedSink;
import org.junit.jupiter.api.Test;

class WrittenAheadTest {
  private static final MediaType JSON = MediaType.get("application/json");
  private static final MediaType AUDIO = MediaType.get("audio/wav");
  private static final Object LAST_INTERNAL = ConnectInterceptor.INSTANCE;
  private static final Object OF_AGENT = OpenTelemetry.noop();
  private static final String TEXT = "{\"model\":\"gpt-4o\"}";

  private final RecordingTap seen = new RecordingTap();
  private final okhttp3.Call call =
      new OkHttpClient().newCall(new Request.Builder().url("http://localhost/").build());

  @Test
  void show_okHttpsOwnBody_showsItsBytesAndType() throws Exception {
    WrittenAhead held = held(RequestBody.create(TEXT.repeat(5_000), JSON));

    assertThat(held.show(seen)).isTrue();
    assertThat(seen.seen()).isEqualTo(TEXT.repeat(5_000));
    assertThat(held.contentType()).startsWith("application/json");
  }

  @Test
  void show_formsAndParts_showsThem() throws Exception {
    RequestBody form = new FormBody.Builder().add("model", "whisper-1").build();

    assertThat(below(form).show(seen)).isTrue();
    WrittenBody.forget(call);
    assertThat(below(multipart(form)).show(seen)).isTrue();
    assertThat(seen.seen()).startsWith("model=whisper-1--");
  }

  @Test
  void show_applicationsBody_isWrittenOnceForTheLookAndForTheCall() throws Exception {
    for (Counted body : new Counted[] {new Counted(), new Saying(true), new Saying(false)}) {
      assertThat(held(body).show(seen)).isTrue();
      assertThat(sent(body)).isEqualTo(TEXT);
      assertThat(body.written).isEqualTo(1);
      assertThat(WrittenBody.of(call, body)).as("sent again").isNull();
    }
    assertThat(seen.seen()).isEqualTo(TEXT.repeat(3));
  }

  @Test
  void show_bodyThatOthersMayPutIntoTheirOwn_isLookedAtOnlyIfItCanBeRepeated() throws Exception {
    for (Counted body : new Counted[] {new Counted(), new Saying(true)}) {
      assertThat(below(body).show(seen)).isFalse();
      assertThat(below(multipart(body)).show(seen)).isFalse();
      assertThat(body.written).isZero();
    }
    assertThat(below(new Saying(false)).show(seen)).isTrue();
  }

  @Test
  void of_anotherBody_writesForItself() throws Exception {
    Counted body = new Counted();
    held(body).show(seen);

    assertThat(WrittenBody.of(call, multipart(body))).isNull();
    assertThat(WrittenBody.of(call.clone(), body)).isNull();
    WrittenBody.forget(call);
    assertThat(WrittenBody.of(call, body)).isNull();
  }

  @Test
  void show_jsonOfUnknownLength_isLookedAt() throws Exception {
    Counted body = new Counted();
    body.length = -1;

    assertThat(held(body).show(seen)).isTrue();
    assertThat(sent(body)).isEqualTo(TEXT);
  }

  @Test
  void show_bodyWhoseLengthDoesNotFit_isNotTouched() throws Exception {
    for (long length : new long[] {-1, 0, HeldBody.LIMIT_BYTES + 1L}) {
      Counted body = new Counted();
      body.length = length;
      body.type = AUDIO;
      assertThat(held(body).show(seen)).isFalse();
      assertThat(body.written).isZero();
    }
  }

  @Test
  void show_bodyThatIsLongerThanItSaid_failsAsWithOkHttp() throws Exception {
    Counted body = new Counted();
    body.length = 3;

    assertThat(held(body).show(seen)).isFalse();
    assertThatThrownBy(() -> sent(body))
        .isInstanceOf(ProtocolException.class)
        .hasMessage("expected 3 bytes but received " + TEXT.length());
  }

  @Test
  void show_bodyThatIsShorterThanItSaid_isNotWhole() throws Exception {
    Counted body = new Counted();
    body.length = 99;

    assertThat(held(body).show(seen)).isFalse();
    assertThat(sent(body)).isEqualTo(TEXT);
  }

  @Test
  void show_bodyThatFails_failsInTheSameWayWhenItIsSent() throws Exception {
    for (Throwable failure : new Throwable[] {new IOException(), new IllegalStateException()}) {
      Counted body = new Counted();
      body.failure = failure;

      assertThat(held(body).show(seen)).isFalse();
      assertThatThrownBy(() -> sent(body)).isSameAs(failure);
      assertThat(body.written).isEqualTo(1);
    }
  }

  @Test
  void show_callThatIsCancelled_isNotWrittenToItsEnd() throws Exception {
    call.cancel();

    assertThat(held(new Counted()).show(seen)).isFalse();
    assertThat(seen.seen()).isEmpty();
  }

  @Test
  void show_duplexOrNoBody_hasNothingToShow() throws Exception {
    Counted duplex = new Saying(false);
    duplex.duplex = true;

    assertThat(held(duplex).show(seen)).isFalse();
    assertThat(duplex.written).isZero();
    assertThat(held(null).show(seen)).isFalse();
    assertThat(held(null).contentType()).isNull();
  }

  private WrittenAhead held(RequestBody body) {
    return new WrittenAhead(body, call, List.of(LAST_INTERNAL, OF_AGENT, "the server"));
  }

  /** Where the application has interceptors of its own on the way to the server. */
  private WrittenAhead below(RequestBody body) {
    return new WrittenAhead(body, call, List.of(LAST_INTERNAL, "of the application", "the server"));
  }

  private String sent(RequestBody body) throws IOException {
    Buffer sink = new Buffer();
    WrittenBody.of(call, body).writeTo(sink);
    return sink.readUtf8();
  }

  private static RequestBody multipart(RequestBody part) {
    return new MultipartBody.Builder().addPart(part).build();
  }

  /** Of an application, which has not thought of repetitions. */
  private static class Counted extends RequestBody {
    MediaType type = JSON;
    long length = TEXT.length();
    boolean duplex;
    Throwable failure;
    int written;

    @Override
    public MediaType contentType() {
      return type;
    }

    @Override
    public long contentLength() {
      return length;
    }

    @Override
    public boolean isDuplex() {
      return duplex;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
      written++;
      sink.writeUtf8(TEXT);
      if (failure instanceof IOException io) {
        throw io;
      } else if (failure != null) {
        throw (RuntimeException) failure;
      }
    }
  }

  private static final class Saying extends Counted {
    private final boolean oneShot;

    Saying(boolean oneShot) {
      this.oneShot = oneShot;
    }

    @Override
    public boolean isOneShot() {
      return oneShot;
    }
  }
}
