package io.costspan.instrument.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.exchange.BodyTap;
import io.costspan.exchange.RecordingExchange;
import java.io.IOException;
import okhttp3.Request;
import okhttp3.RequestBody;
import okio.Buffer;
import okio.Sink;
import org.junit.jupiter.api.Test;

class RequestTagTest {
  private final RecordingExchange exchange = new RecordingExchange();
  private final Request request =
      new Request.Builder()
          .url("http://localhost/")
          .post(RequestBody.create(new byte[0], null))
          .tag("the application's")
          .build();

  @Test
  void put_request_keepsBodyAndTag() {
    Request sent = RequestTag.put(request, exchange);

    assertThat(sent.body()).isSameAs(request.body());
    assertThat(sent.tag()).isEqualTo("the application's");
  }

  @Test
  void watch_hostIsNoAi_givesTheSinkBack() {
    Sink sink = new Buffer();

    assertThat(RequestTag.watch(sink, request, false)).isSameAs(sink);
  }

  @Test
  void write_manySegments_passesOnAndShowsEachByte() throws IOException {
    String body = "0123456789".repeat(5_000);
    Buffer connection = new Buffer();
    BodyTap tap = exchange.requestBody("text/plain", null);

    try (OkHttpRequestTap sink = new OkHttpRequestTap(connection, tap)) {
      Buffer source = new Buffer().writeUtf8(body + "not yet");
      sink.write(source, 7);
      sink.write(source, body.length() - 7);
      assertThat(source.readUtf8()).isEqualTo("not yet");
    }

    assertThat(connection.readUtf8()).isEqualTo(body);
    assertThat(exchange.requests()).containsExactly(body);
    assertThat(exchange.events()).containsExactly("request text/plain", "request end");
  }
}
