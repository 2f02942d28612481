package io.costspan.exchange;

import static io.costspan.wire.Bytes.gzip;
import static io.costspan.wire.Bytes.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.health.Faults;
import io.costspan.provider.Request;
import io.costspan.usage.End;
import io.costspan.wire.Bodies;
import io.costspan.wire.Headers;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LiveExchangeTest {
  private static final byte[] REPLY = utf8("{\"model\":\"m\",\"usage\":{\"in\":3,\"out\":5}}\n");
  private static final Headers JSON = headers(Map.of("Content-Type", "application/json"));
  private static final Headers SSE = headers(Map.of("Content-Type", "text/event-stream"));

  private final FakeProvider provider = new FakeProvider();
  private final Exchange exchange = provider.open();

  @Test
  void open_pathOutsideTheEndpoint_isNoExchange() {
    Exchanges exchanges = new Exchanges((host, port) -> provider, provider);
    assertThat(exchanges.open(provider, Request.of("GET", "/health", Headers.NONE))).isNull();
  }

  @Test
  void open_matchThatThrows_isNoExchange() {
    Exchanges exchanges = new Exchanges((host, port) -> provider, provider);
    assertThat(exchanges.open(provider, new Request("GET", null, null, Headers.NONE))).isNull();
  }

  @Test
  void bytes_requestAndReply_reachTheReader() {
    BodyTap request = exchange.requestBody("application/json", null);
    feed(request, utf8("{\"messages\":[\"x\"],\"model\":\"m\",\"n\":2}"));
    request.end();
    feed(exchange.responseBody(200, JSON), REPLY);

    assertThat(provider.request.calls()).containsExactly("0=m", "1=#2", ".");
    assertThat(provider.response.calls()).containsExactly("2=m", "0=#3", "1=#5", ".");
    assertThat(provider.ends).containsExactly(End.COMPLETE);
    assertThat(provider.onlyFacts().status()).isEqualTo(200);
    assertThat(provider.onlyFacts().streaming()).isFalse();
    assertThat(provider.onlyFacts().errorType()).isNull();
    assertThat(provider.onlyFacts().serverAddress()).isEqualTo("api.example.com");
    assertThat(provider.onlyFacts().serverPort()).isEqualTo(443);
  }

  @Test
  void requestBody_writtenAgain_beginsAnew() {
    BodyTap first = exchange.requestBody("application/json", null);
    feed(first, utf8("{\"model\":\"old\","));
    BodyTap second = exchange.requestBody("application/json", null);
    feed(first, utf8("\"n\":1}"));
    feed(second, utf8("{\"model\":\"new\"}"));

    assertThat(provider.request.calls()).containsExactly("0=new", ".");
  }

  @Test
  void requestBody_compressed_isInflated() {
    feed(exchange.requestBody("application/json", "gzip"), gzip("{\"model\":\"m\"}"));
    assertThat(provider.request.calls()).containsExactly("0=m", ".");
  }

  @Test
  void requestBody_form_reachesTheReader() {
    BodyTap tap = exchange.requestBody("application/x-www-form-urlencoded", null);
    feed(tap, utf8("model=m&n=2"));
    tap.end();
    assertThat(provider.forms).containsExactly("model=m", "n=2");
  }

  @Test
  void requestBody_ofMedia_isNotWatched() {
    assertThat(exchange.requestBody("audio/mpeg", null)).isSameAs(BodyTap.NONE);
  }

  @Test
  void responseBody_streamed_endsAtDone() {
    BodyTap tap = exchange.responseBody(200, SSE);
    feed(tap, utf8("data: {\"usage\":{\"in\":3}}\n\n"));
    assertThat(provider.ends).isEmpty();
    feed(tap, utf8("data: [DONE]\n\n"));

    assertThat(provider.ends).containsExactly(End.COMPLETE);
    assertThat(provider.onlyFacts().streaming()).isTrue();
  }

  @Test
  void responseBody_readerKnowsEnough_endsWithTheDocument() {
    provider.completeAfter = "1=#5";
    BodyTap tap = exchange.responseBody(200, SSE);
    feed(tap, utf8("data: {\"usage\":{\"out\":5"));
    assertThat(provider.ends).isEmpty();
    feed(tap, utf8(",\"in\":3}}"));
    assertThat(provider.ends).containsExactly(End.COMPLETE);
    assertThat(provider.response.calls()).containsExactly("1=#5", "0=#3", ".");
  }

  @Test
  void responseBody_readerNeedsNoBody_endsAtTheHead() {
    provider.completeAtHead = true;
    assertThat(exchange.responseBody(200, JSON)).isSameAs(BodyTap.NONE);
    assertThat(provider.ends).containsExactly(End.COMPLETE);
  }

  @Test
  void responseBody_interimResponse_isIgnored() {
    assertThat(exchange.responseBody(103, JSON)).isSameAs(BodyTap.NONE);
    feed(exchange.responseBody(200, JSON), REPLY);
    assertThat(provider.onlyFacts().status()).isEqualTo(200);
  }

  @Test
  void responseBody_errorStatus_isTheErrorType() {
    BodyTap tap = exchange.responseBody(429, JSON);
    feed(tap, utf8("{\"error\":{}}"));
    assertThat(provider.onlyFacts().errorType()).isEqualTo("429");
  }

  @Test
  void end_emptyBody_isComplete() {
    exchange.responseBody(204, JSON).end();
    assertThat(provider.ends).containsExactly(End.COMPLETE);
  }

  @Test
  void end_withinTheReply_isFailed() {
    BodyTap tap = exchange.responseBody(200, JSON);
    feed(tap, Arrays.copyOf(REPLY, 20));
    tap.end();
    assertThat(provider.ends).containsExactly(End.FAILED);
  }

  @Test
  void end_replyThatIsNoJson_isMalformed() {
    BodyTap tap = exchange.responseBody(200, JSON);
    feed(tap, utf8("<html>"));
    tap.end();
    assertThat(provider.ends).containsExactly(End.MALFORMED);
  }

  @Test
  void end_unknownCoding_isUnsupported() {
    BodyTap tap = exchange.responseBody(200, headers(Map.of("Content-Encoding", "zstd")));
    feed(tap, REPLY);
    assertThat(provider.ends).isEmpty();
    tap.end();
    assertThat(provider.ends).containsExactly(End.UNSUPPORTED_ENCODING);
  }

  @Test
  void close_beforeTheEnd_isClosed() {
    BodyTap tap = exchange.responseBody(200, JSON);
    feed(tap, Arrays.copyOf(REPLY, 20));
    tap.close();
    assertThat(provider.ends).containsExactly(End.CLOSED);
    assertThat(provider.onlyFacts().errorType()).isNull();
  }

  @Test
  void close_bytesHeldBack_areUnderstoodFirst() {
    byte[] flushed = Arrays.copyOf(Bodies.BROTLI_STREAM, Bodies.BROTLI_STREAM.length - 1);
    BodyTap tap = exchange.responseBody(200, headers(Map.of("Content-Encoding", "br")));
    feed(tap, flushed);
    tap.close();
    assertThat(provider.ends).containsExactly(End.COMPLETE);
    assertThat(provider.response.calls()).contains("0=#25", "1=#1", "1=#15");
  }

  @Test
  void fail_withinBytesHeldBack_isFailed() {
    byte[] half = Arrays.copyOf(Bodies.BROTLI_STREAM, 92);
    BodyTap tap = exchange.responseBody(200, headers(Map.of("Content-Encoding", "br")));
    feed(tap, half);
    tap.fail(null);
    assertThat(provider.ends).containsExactly(End.FAILED);
  }

  @Test
  void fail_withinTheBody_namesTheException() {
    exchange.responseBody(200, JSON).fail(new EOFException("secret"));
    assertThat(provider.ends).containsExactly(End.FAILED);
    assertThat(provider.onlyFacts().errorType()).isEqualTo("java.io.EOFException");
  }

  @Test
  void failed_beforeItsBodyLeft_isNotSent() {
    exchange.failed(new ConnectException());
    assertThat(provider.ends).containsExactly(End.NOT_SENT);
  }

  @Test
  void failed_whileItsBodyIsWritten_isNotSent() {
    BodyTap tap = exchange.requestBody("application/json", null);
    tap.bytes("{\"a\":".getBytes(StandardCharsets.UTF_8), 0, 5);
    exchange.failed(new EOFException());
    assertThat(provider.ends).containsExactly(End.NOT_SENT);
  }

  @Test
  void failed_withABodyThatNobodyCanFollow_isNoResponse() {
    exchange.requestBody("application/json", "zstd");
    exchange.failed(new EOFException());
    assertThat(provider.ends).containsExactly(End.NO_RESPONSE);
  }

  @Test
  void failed_unseenBody_isNotSentOnlyWithoutConnection() {
    exchange.requestUnseen();
    exchange.failed(new IOException(new ConnectException()));
    assertThat(provider.ends).containsExactly(End.NOT_SENT);
  }

  @Test
  void failed_beforeAnyResponse_isNoResponse() {
    exchange.requestBody("application/json", null).end();
    exchange.failed(new EOFException());
    assertThat(provider.ends).containsExactly(End.NO_RESPONSE);
    assertThat(provider.onlyFacts().status()).isZero();
    assertThat(provider.onlyFacts().errorType()).isEqualTo("java.io.EOFException");
  }

  @Test
  void failed_afterTheHead_isFailed() {
    exchange.responseBody(200, JSON);
    exchange.failed(null);
    assertThat(provider.ends).containsExactly(End.FAILED);
  }

  @Test
  void hop_afterAFailedOne_discardsItsReply() {
    exchange.hop();
    feed(exchange.responseBody(503, JSON), utf8("{\"usage\":{\"in\":1}}"));
    assertThat(provider.ends).isEmpty();
    exchange.hop();
    BodyTap tap = exchange.responseBody(200, JSON);
    exchange.answered();
    assertThat(provider.ends).isEmpty();
    feed(tap, REPLY);

    assertThat(provider.ends).containsExactly(End.COMPLETE);
    assertThat(provider.onlyFacts().status()).isEqualTo(200);
    assertThat(provider.onlyFacts().errorType()).isNull();
  }

  @Test
  void answered_replyThatHadEnded_endsTheCall() {
    exchange.hop();
    feed(exchange.responseBody(200, JSON), REPLY);
    assertThat(provider.ends).isEmpty();
    exchange.answered();
    exchange.answered();

    assertThat(provider.ends).containsExactly(End.COMPLETE);
    assertThat(provider.facts).hasSize(1);
  }

  @Test
  void close_replyOfAnEarlierHop_isIgnored() {
    exchange.hop();
    BodyTap earlier = exchange.responseBody(307, JSON);
    exchange.hop();
    earlier.close();
    exchange.responseBody(200, JSON).end();
    earlier.fail(new EOFException());
    exchange.answered();

    assertThat(provider.ends).containsExactly(End.COMPLETE);
  }

  @Test
  void failed_afterAReply_keepsWhatWasBilledAndTellsTheFailure() {
    exchange.hop();
    feed(exchange.responseBody(200, JSON), REPLY);
    exchange.failed(new EOFException());

    assertThat(provider.ends).containsExactly(End.COMPLETE);
    assertThat(provider.onlyFacts().errorType()).isEqualTo("java.io.EOFException");
  }

  @Test
  void failed_onALaterHop_hasNoStatusOfTheEarlierOne() {
    exchange.hop();
    exchange.responseBody(503, JSON).end();
    exchange.hop();
    exchange.requestBody("application/json", null).end();
    exchange.failed(new EOFException());

    assertThat(provider.ends).containsExactly(End.NO_RESPONSE);
    assertThat(provider.onlyFacts().status()).isZero();
  }

  @Test
  void servedFromCache_afterAHop_isACacheHit() {
    exchange.hop();
    exchange.responseBody(304, JSON).end();
    exchange.servedFromCache();

    assertThat(provider.ends).containsExactly(End.CACHE_HIT);
  }

  @Test
  void servedFromCache_isACacheHit() {
    exchange.servedFromCache();
    assertThat(exchange.responseBody(200, JSON)).isSameAs(BodyTap.NONE);
    assertThat(provider.ends).containsExactly(End.CACHE_HIT);
  }

  @Test
  void anything_afterTheEnd_isIgnored() {
    BodyTap request = exchange.requestBody("application/json", null);
    BodyTap response = exchange.responseBody(200, JSON);
    feed(response, REPLY);
    feed(response, REPLY);
    feed(request, utf8("{\"model\":\"late\"}"));
    response.fail(new EOFException());
    response.close();
    response.end();
    exchange.failed(null);
    exchange.servedFromCache();

    assertThat(provider.ends).containsExactly(End.COMPLETE);
    assertThat(provider.facts).hasSize(1);
    assertThat(provider.request.calls()).isEmpty();
    assertThat(exchange.requestBody("application/json", null)).isSameAs(BodyTap.NONE);
  }

  @Test
  void bytes_buffers_stayAsTheyAre() {
    ByteBuffer direct = ByteBuffer.allocateDirect(5000);
    direct.put(utf8("{\"x\":\"" + "y".repeat(3000) + "\",\"usage\":{\"in\":3}}")).flip();
    BodyTap tap = exchange.responseBody(200, JSON);
    ByteBuffer piece = direct.slice(0, 1500).asReadOnlyBuffer();
    tap.bytes(piece);
    tap.bytes(direct.position(1500));

    assertThat(piece.position()).isZero();
    assertThat(direct.position()).isEqualTo(1500);
    assertThat(provider.response.calls()).containsExactly("0=#3", ".");
  }

  @Test
  void bytes_arrayBuffer_isReadFromItsPosition() {
    byte[] array = new byte[REPLY.length + 20];
    System.arraycopy(REPLY, 0, array, 12, REPLY.length);
    ByteBuffer buffer = ByteBuffer.wrap(array, 10, REPLY.length + 5).slice().position(2);
    exchange.responseBody(200, JSON).bytes(buffer.limit(2 + REPLY.length));
    assertThat(provider.response.calls()).containsExactly("2=m", "0=#3", "1=#5", ".");
  }

  @Test
  void bytes_ourFailure_isOneFaultAndTurnsTheTapOff() {
    long before = faults("exchange");
    BodyTap tap = exchange.responseBody(200, JSON);
    tap.bytes(REPLY, -1, 5);
    tap.bytes(REPLY, 0, REPLY.length);
    tap.bytes(null);
    tap.end();

    assertThat(provider.ends).containsExactly(End.FAULT);
    assertThat(faults("exchange")).isEqualTo(before + 1);
  }

  @Test
  void responseBody_readerThatThrows_isAFault() {
    provider.onHead = new IllegalStateException();
    assertThat(exchange.responseBody(200, JSON)).isSameAs(BodyTap.NONE);
    assertThat(provider.ends).containsExactly(End.FAULT);
  }

  @Test
  void finish_readerThatThrows_stillGivesACall() {
    long before = faults("reader");
    provider.onFinish = new IllegalStateException();
    exchange.failed(null);
    assertThat(provider.facts).hasSize(1);
    assertThat(faults("reader")).isEqualTo(before + 1);
  }

  private static long faults(String reason) {
    return Faults.counts().getOrDefault(reason, 0L);
  }

  private static void feed(BodyTap tap, byte[] bytes) {
    for (int at = 0; at < bytes.length; at++) {
      tap.bytes(bytes, at, 1);
    }
  }

  private static Headers headers(Map<String, String> values) {
    return values::get;
  }
}
