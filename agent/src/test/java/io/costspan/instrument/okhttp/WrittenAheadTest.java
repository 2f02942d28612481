package io.costspan.instrument.okhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.costspan.exchange.HeldBody;
import io.costspan.exchange.RecordingTap;
import java.io.IOException;
import okhttp3.FormBody;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.junit.jupiter.api.Test;

class WrittenAheadTest {
  private static final MediaType JSON = MediaType.get("application/json");
  private static final String TEXT = "{\"model\":\"gpt-4o\"}";

  private final RecordingTap seen = new RecordingTap();

  @Test
  void show_okHttpsOwnBody_showsItsBytesAndType() throws Exception {
    WrittenAhead held = new WrittenAhead(RequestBody.create(TEXT.repeat(5_000), JSON));

    assertThat(held.show(seen)).isTrue();
    assertThat(seen.seen()).isEqualTo(TEXT.repeat(5_000));
    assertThat(held.contentType()).startsWith("application/json");
  }

  @Test
  void show_formsAndParts_showsThem() throws Exception {
    RequestBody form = new FormBody.Builder().add("model", "whisper-1").build();

    assertThat(new WrittenAhead(form).show(seen)).isTrue();
    assertThat(new WrittenAhead(multipart(form)).show(seen)).isTrue();
    assertThat(seen.seen()).startsWith("model=whisper-1--");
  }

  @Test
  void show_bodyOfOneShot_isNotTouched() throws Exception {
    Counted once = new Saying(TEXT, true);

    assertThat(new WrittenAhead(once).show(seen)).isFalse();
    assertThat(new WrittenAhead(multipart(once)).show(seen)).isFalse();
    assertThat(once.written).isZero();
  }

  @Test
  void show_applicationsBodyThatDoesNotSay_isNotTouched() throws Exception {
    Counted silent = new Counted(TEXT, TEXT.length());

    assertThat(new WrittenAhead(silent).show(seen)).isFalse();
    assertThat(new WrittenAhead(multipart(silent)).show(seen)).isFalse();
    assertThat(silent.written).isZero();
  }

  @Test
  void show_applicationsBodyThatSaysItCanBeRepeated_isWrittenOnce() throws Exception {
    Counted saying = new Saying(TEXT, false);

    assertThat(new WrittenAhead(saying).show(seen)).isTrue();
    assertThat(saying.written).isEqualTo(1);
    assertThat(seen.seen()).isEqualTo(TEXT);
  }

  @Test
  void show_bodyOfUnknownOrGreatLength_isNotTouched() throws Exception {
    for (long length : new long[] {-1, 0, HeldBody.LIMIT_BYTES + 1L}) {
      Counted body = new Saying(TEXT, false, length);
      assertThat(new WrittenAhead(body).show(seen)).isFalse();
      assertThat(body.written).isZero();
    }
  }

  @Test
  void show_bodyThatIsLongerThanItSaid_failsAsWithOkHttp() {
    assertThatThrownBy(() -> new WrittenAhead(new Saying(TEXT, false, 3)).show(seen))
        .isInstanceOf(IOException.class);
  }

  @Test
  void show_bodyThatIsShorterThanItSaid_isNotWhole() throws Exception {
    assertThat(new WrittenAhead(new Saying(TEXT, false, 99)).show(seen)).isFalse();
  }

  @Test
  void show_noBody_hasNothingToShow() throws Exception {
    assertThat(new WrittenAhead(null).show(seen)).isFalse();
    assertThat(new WrittenAhead(null).contentType()).isNull();
  }

  private static RequestBody multipart(RequestBody part) {
    return new MultipartBody.Builder().addPart(part).build();
  }

  /** Of an application, which has not thought of repetitions. */
  private static class Counted extends RequestBody {
    private final String text;
    private final long length;
    int written;

    Counted(String text, long length) {
      this.text = text;
      this.length = length;
    }

    @Override
    public MediaType contentType() {
      return JSON;
    }

    @Override
    public long contentLength() {
      return length;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
      written++;
      sink.writeUtf8(text);
    }
  }

  private static final class Saying extends Counted {
    private final boolean oneShot;

    Saying(String text, boolean oneShot) {
      this(text, oneShot, text.length());
    }

    Saying(String text, boolean oneShot, long length) {
      super(text, length);
      this.oneShot = oneShot;
    }

    @Override
    public boolean isOneShot() {
      return oneShot;
    }
  }
}
