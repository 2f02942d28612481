package io.costspan.instrument.apache5async;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.exchange.RecordingTap;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleRequestProducer;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.apache.hc.core5.http.nio.AsyncRequestProducer;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.apache.hc.core5.http.nio.entity.BasicAsyncEntityProducer;
import org.apache.hc.core5.http.nio.support.BasicRequestProducer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeldProducerTest {
  private final RecordingTap seen = new RecordingTap();

  @ParameterizedTest
  @ValueSource(ints = {1, 10_000, 1_000_000})
  void show_textOfASimpleRequest_isProducedAgainAsItWas(int times) throws Exception {
    String text = "\u00e4\u20ac".repeat(times);
    SimpleHttpRequest request = new SimpleHttpRequest(Method.POST, new HttpHost("localhost"), "/");
    request.setBody(text, ContentType.create("text/plain", UTF_8));
    AsyncRequestProducer producer = SimpleRequestProducer.create(request);

    assertThat(new HeldProducer(passedOn(producer)).show(seen)).isTrue();
    assertThat(produced(producer)).isEqualTo(text);
    assertThat(seen.seen()).isEqualTo(text);
  }

  @Test
  void show_array_isProducedAgainAsItWas() throws Exception {
    AsyncRequestProducer producer =
        producer(new BasicAsyncEntityProducer("abc".getBytes(UTF_8), ContentType.TEXT_PLAIN));

    assertThat(new HeldProducer(passedOn(producer)).show(seen)).isTrue();
    assertThat(produced(producer)).isEqualTo("abc");
  }

  @Test
  void show_producerOfTheApplication_isNotAsked() throws Exception {
    AsyncEntityProducer own =
        new BasicAsyncEntityProducer("abc", ContentType.TEXT_PLAIN) {
          @Override
          public void releaseResources() {
            throw new AssertionError("let go");
          }
        };

    assertThat(new HeldProducer(passedOn(producer(own))).show(seen)).isFalse();
    assertThat(seen.seen()).isEmpty();
  }

  private static AsyncRequestProducer producer(AsyncEntityProducer body) {
    return new BasicRequestProducer("POST", new HttpHost("localhost"), "/", body);
  }

  private static String produced(AsyncRequestProducer producer) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    boolean[] ended = new boolean[1];
    DataStreamChannel channel =
        new DataStreamChannel() {
          @Override
          public void requestOutput() {}

          @Override
          public int write(ByteBuffer source) {
            int length = source.remaining();
            byte[] copy = new byte[length];
            source.get(copy);
            bytes.writeBytes(copy);
            return length;
          }

          @Override
          public void endStream() {
            ended[0] = true;
          }

          @Override
          public void endStream(List<? extends Header> trailers) {
            ended[0] = true;
          }
        };
    while (!ended[0]) {
      producer.produce(channel);
    }
    return bytes.toString(UTF_8);
  }

  /** As the client does it; its name for the producer is what the agent looks for. */
  private static AsyncEntityProducer passedOn(AsyncRequestProducer requestProducer) {
    return new AsyncEntityProducer() {
      @Override
      public boolean isRepeatable() {
        return requestProducer.isRepeatable();
      }

      @Override
      public void failed(Exception cause) {
        requestProducer.failed(cause);
      }

      @Override
      public int available() {
        return requestProducer.available();
      }

      @Override
      public void produce(DataStreamChannel channel) throws IOException {
        requestProducer.produce(channel);
      }

      @Override
      public void releaseResources() {
        requestProducer.releaseResources();
      }

      @Override
      public long getContentLength() {
        return -1;
      }

      @Override
      public String getContentType() {
        return "text/plain";
      }

      @Override
      public String getContentEncoding() {
        return null;
      }

      @Override
      public boolean isChunked() {
        return false;
      }

      @Override
      public Set<String> getTrailerNames() {
        return Set.of();
      }
    };
  }
}
