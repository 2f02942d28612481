package io.costspan.exchange;

import static io.costspan.wire.Bytes.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.wire.Headers;
import java.io.EOFException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClientCallTest {
  private static final Headers JSON =
      name -> name.equalsIgnoreCase("Content-Type") ? "application/json" : null;

  private final RecordingExchange exchange = new RecordingExchange();
  private final Object connection = new Object();
  private final Object out = new Object();
  private final Object in = new Object();
  private final ClientCall call = ClientCall.begin(exchange);

  @AfterEach
  void leave() {
    call.leave();
    assertThat(ClientCall.current()).isNull();
  }

  @Test
  void call_requestAndReply_passThroughTheClientsStreams() {
    ClientCall.current().hop(connection, "POST", JSON);
    StreamHop.current().requestStream(out);
    byte[] question = utf8("question");
    StreamHop.of(out).sending(question, 0, question.length);
    StreamHop.current().sent();
    StreamHop.of(out).closed(out, false);
    reply(200, "answer", -1);
    StreamHop.of(in).received(in, new byte[0], 0, -1);
    call.answered(200, JSON, false);

    assertThat(exchange.requests()).containsExactly("question");
    assertThat(exchange.response()).isEqualTo("answer");
    assertThat(exchange.events())
        .containsExactly(
            "hop",
            "request application/json",
            "request end",
            "response 200 application/json",
            "response end",
            "answered");
    assertThat(StreamHop.of(in)).isNull();
    assertThat(StreamHop.of(out)).isNull();
  }

  @Test
  void received_allBytesOfAKnownLength_isTheEnd() {
    call.hop(connection, "POST", JSON);
    reply(200, "answer", 6);

    assertThat(exchange.events()).endsWith("response end");
    assertThat(StreamHop.of(in)).isNull();
  }

  @Test
  void head_statusWithoutBody_isTheEnd() {
    call.hop(connection, "POST", JSON);
    call.head(204, JSON, coding -> null);

    assertThat(exchange.events()).endsWith("response end");
  }

  @Test
  void head_interimReply_isNotTheEnd() {
    call.hop(connection, "HEAD", JSON);
    call.head(100, JSON, coding -> null);

    assertThat(exchange.events()).doesNotContain("response end");
  }

  @Test
  void closing_connectionOfAReplyUnderWay_closesIt() {
    call.hop(connection, "POST", JSON);
    reply(200, "ans", 6);
    StreamHop.closing(new Object());
    assertThat(exchange.events()).doesNotContain("response close");
    StreamHop.closing(connection);
    StreamHop.closing(connection);

    assertThat(exchange.events()).containsOnlyOnce("response close");
  }

  @Test
  void failed_whileReading_keepsTheCause() {
    call.hop(connection, "POST", JSON);
    reply(200, "ans", 6);
    StreamHop.of(in).failed(in, new EOFException());

    assertThat(exchange.events()).endsWith("response fail java.io.EOFException");
  }

  @Test
  void hop_toAProxy_isNoneOfTheCall() {
    call.hop(connection, "CONNECT", JSON);
    call.head(407, JSON, coding -> null);

    assertThat(StreamHop.current()).isNull();
    assertThat(exchange.events()).isEmpty();
  }

  @Test
  void begin_callToAnotherHostWithin_isKeptApart() {
    call.hop(connection, "POST", JSON);
    ClientCall other = ClientCall.begin(null);
    ClientCall.current().hop(new Object(), "GET", JSON);
    assertThat(StreamHop.current()).isNull();
    other.answered(200, JSON, false);
    other.leave();

    assertThat(ClientCall.current()).isSameAs(call);
    assertThat(exchange.events()).containsExactly("hop");
  }

  @Test
  void answered_withoutARequest_isFromTheCache() {
    call.answered(200, JSON, true);
    assertThat(exchange.events()).containsExactly("cache");
  }

  @Test
  void answered_confirmedByTheServer_isFromTheCache() {
    call.hop(connection, "GET", JSON);
    call.head(304, JSON, coding -> null);
    call.answered(200, JSON, true);

    assertThat(exchange.events()).endsWith("cache");
  }

  @Test
  void answered_overAConnectionOfAnotherKind_isUnseen() {
    call.answered(200, JSON, false);
    assertThat(exchange.events())
        .containsExactly("response 200 application/json", "response close", "answered");
  }

  private void reply(int status, String body, long length) {
    call.head(status, JSON, coding -> null);
    StreamHop.current().responseStream(length, in);
    byte[] bytes = utf8(body);
    StreamHop.of(in).received(in, bytes, 0, bytes.length);
  }
}
