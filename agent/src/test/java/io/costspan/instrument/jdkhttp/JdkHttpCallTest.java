package io.costspan.instrument.jdkhttp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.exchange.RecordingExchange;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What advice reports, with objects in place of the JDK's own. */
class JdkHttpCallTest {
  private static final HttpHeaders JSON =
      HttpHeaders.of(Map.of("content-type", List.of("application/json")), (name, value) -> true);

  private final RecordingExchange exchange = new RecordingExchange();
  private final JdkHttpCall call = new JdkHttpCall(exchange, JSON);
  private final Object multi = new Object();
  private final Object first = new Object();
  private final Object attempt = new Object();
  private final Object subscriber = new Object();

  @Test
  void call_requestAndReply_passTheJdksObjects() {
    begin();
    JdkHttpHop hop = JdkHttpHop.of(attempt);
    hop.subscribed();
    hop.sending(utf8("question"));
    hop.sent();
    JdkHttpCall.of(first).head(200, JSON);
    JdkHttpCall.of(first).answered();
    hop.link(subscriber);
    JdkHttpHop.of(subscriber).received(List.of(utf8("ans"), utf8("wer")));
    JdkHttpHop.of(subscriber).complete();

    assertThat(exchange.requests()).containsExactly("question");
    assertThat(exchange.response()).isEqualTo("answer");
    assertThat(exchange.events())
        .containsExactly(
            "hop",
            "request application/json",
            "request end",
            "response 200 application/json",
            "answered",
            "response end");
  }

  @Test
  void answered_callIsForgotten() {
    begin();
    call.answered();

    assertThat(JdkHttpCall.of(multi)).isNull();
    assertThat(JdkHttpCall.of(first)).isNull();
  }

  @Test
  void complete_hopIsForgotten() {
    begin();
    JdkHttpHop hop = JdkHttpHop.of(attempt);
    hop.link(subscriber);
    hop.complete();
    hop.link(new Object());

    assertThat(JdkHttpHop.of(attempt)).isNull();
    assertThat(JdkHttpHop.of(subscriber)).isNull();
  }

  @Test
  void hop_another_takesThePlaceOfTheFirst() {
    begin();
    call.head(307, JSON);
    Object next = new Object();
    call.link(next);
    Object again = new Object();
    JdkHttpCall.of(next).hop(again);
    call.head(200, JSON);
    JdkHttpHop.of(again).received(List.of(utf8("answer")));

    assertThat(JdkHttpHop.of(attempt)).isNull();
    assertThat(exchange.response()).isEqualTo("answer");
    assertThat(exchange.events())
        .containsExactly(
            "hop", "response 307 application/json", "hop", "response 200 application/json");
  }

  @Test
  void head_interimReply_isLeftOut() {
    begin();
    call.head(100, JSON);
    call.head(101, JSON);

    assertThat(exchange.events()).containsExactly("hop");
  }

  @Test
  void head_noContent_isTheEnd() {
    begin();
    call.head(204, JSON);

    assertThat(exchange.events()).endsWith("response end");
  }

  @Test
  void closed_midBody_closesAndForgets() {
    begin();
    call.head(200, JSON);
    JdkHttpHop.of(attempt).closed();

    assertThat(exchange.events()).endsWith("response close");
    assertThat(JdkHttpHop.of(attempt)).isNull();
  }

  @Test
  void failed_midBody_failsAndForgets() {
    begin();
    call.head(200, JSON);
    JdkHttpHop.of(attempt).failed(new IOException("gone"));

    assertThat(exchange.events()).endsWith("response fail java.io.IOException: gone");
    assertThat(JdkHttpHop.of(attempt)).isNull();
  }

  @Test
  void future_fails_failsTheCallAndForgetsAll() {
    begin();
    CompletableFuture<HttpResponse<String>> future = new CompletableFuture<>();
    call.awaitEnd(future);
    future.completeExceptionally(new IOException("refused"));

    assertThat(exchange.events()).endsWith("failed java.io.IOException: refused");
    assertThat(JdkHttpCall.of(multi)).isNull();
    assertThat(JdkHttpHop.of(attempt)).isNull();
  }

  @Test
  void link_afterTheEnd_isLeftOut() {
    call.failed(null);
    call.link(multi);

    assertThat(JdkHttpCall.of(multi)).isNull();
  }

  @Test
  void reading_nestedForeignCall_doesNotTakeTheSubscriber() {
    begin();
    Object foreign = new Object();
    JdkHttpReading reading = JdkHttpReading.begin(attempt);
    JdkHttpReading nested = JdkHttpReading.begin(foreign);
    JdkHttpReading.subscriber(foreign);
    nested.end();
    JdkHttpReading.subscriber(subscriber);
    reading.end();
    Object later = new Object();
    JdkHttpReading.subscriber(later);

    assertThat(JdkHttpHop.of(foreign)).isNull();
    assertThat(JdkHttpHop.of(subscriber)).isNotNull();
    assertThat(JdkHttpHop.of(later)).isNull();
  }

  @Test
  void reading_ofNoInterest_isNull() {
    assertThat(JdkHttpReading.begin(attempt)).isNull();
  }

  private void begin() {
    call.link(multi);
    call.link(first);
    JdkHttpCall.of(first).hop(attempt);
  }

  private static ByteBuffer utf8(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8));
  }
}
