package io.costspan.instrument.jdkhttp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.exchange.RecordingTap;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Flow.Subscriber;
import org.junit.jupiter.api.Test;

class HeldPublisherTest {
  private final RecordingTap seen = new RecordingTap();
  private boolean touched;

  @Test
  void show_textOrArrayOfTheJdk_isShownWhole() {
    String text = "{\"model\":\"gpt-4o\"}".repeat(10_000);

    assertThat(show(BodyPublishers.ofString(text))).isTrue();
    assertThat(show(BodyPublishers.ofByteArray(text.getBytes(UTF_8), 7, 100))).isTrue();
    assertThat(seen.seen()).isEqualTo(text + text.substring(7, 107));
  }

  @Test
  void show_whatTheApplicationProvides_isNotTouched() {
    BodyPublisher own =
        new BodyPublisher() {
          @Override
          public long contentLength() {
            return 3;
          }

          @Override
          public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
            touched = true;
          }
        };
    BodyPublisher stream =
        BodyPublishers.ofInputStream(
            () -> {
              touched = true;
              return new ByteArrayInputStream(new byte[3]);
            });
    Iterable<byte[]> arrays =
        () -> {
          touched = true;
          return List.of(new byte[3]).iterator();
        };

    assertThat(show(own)).isFalse();
    assertThat(show(BodyPublishers.fromPublisher(own, 3))).isFalse();
    assertThat(show(stream)).isFalse();
    assertThat(show(BodyPublishers.ofByteArrays(arrays))).isFalse();
    assertThat(show(BodyPublishers.noBody())).isFalse();
    assertThat(touched).isFalse();
  }

  private boolean show(BodyPublisher publisher) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost")).POST(publisher).build();
    return new HeldPublisher(request).show(seen);
  }
}
