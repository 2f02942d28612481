package io.costspan.exchange;

import static io.costspan.wire.Bytes.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.pipeline.Admission;
import io.costspan.pipeline.Preview;
import io.costspan.provider.Request;
import io.costspan.usage.CallStart;
import io.costspan.usage.End;
import io.costspan.wire.Headers;
import java.io.EOFException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MessageHopTest {
  private static final Request QUESTION = Request.of("POST", "/v1/chat", Headers.NONE);

  private final FakeProvider provider = new FakeProvider();
  private final Object connection = new Object();
  private final MessageHop hop = new MessageHop(provider, null);

  @BeforeEach
  void open() {
    Gate.install(new Exchanges((host, port) -> provider, provider));
  }

  @AfterEach
  void close() {
    MessageHop.unlink(connection);
    Gate.install(new Exchanges((host, port) -> null, provider));
  }

  @Test
  void link_anotherHopOfTheSameConnection_takesItsPlace() {
    hop.link(connection);
    MessageHop next = new MessageHop(provider, null);
    next.link(connection);
    assertThat(MessageHop.of(connection)).isSameAs(next);

    MessageHop.unlink(connection);
    assertThat(MessageHop.of(connection)).isNull();
  }

  @Test
  void failed_beforeTheHeadIsSent_isNoCall() {
    hop.failed(new EOFException());
    hop.closed();
    assertThat(provider.ends).isEmpty();
  }

  @Test
  void failed_beforeTheRequestIsComplete_isNotSent() {
    hop.head(QUESTION, true);
    hop.failed(new EOFException());
    assertThat(provider.ends).containsExactly(End.NOT_SENT);
  }

  @Test
  void failed_withoutAnAnswer_tellsTheCause() {
    ask();
    hop.failed(new EOFException());
    assertThat(provider.ends).containsExactly(End.NO_RESPONSE);
    assertThat(provider.onlyFacts().errorType()).isEqualTo("java.io.EOFException");
  }

  @Test
  void refuse_bodyThatIsStillNotKnown_isUndecidedUntilTheHeadIsSent() {
    List<String> gone = new ArrayList<>();
    LaterBody body = new LaterBody();
    MessageHop undecided = new MessageHop(provider, null, body);
    admit(preview -> preview.defer(() -> gone.add("on")) ? null : "spent");

    assertThat(undecided.isUndecided()).isTrue();
    assertThat(undecided.refuse(QUESTION, new LaterBody())).isNull();
    assertThat(undecided.isUndecided()).isTrue();
    assertThat(gone).isEmpty();

    undecided.head(QUESTION, true);
    assertThat(undecided.isUndecided()).isFalse();
    assertThat(gone).containsExactly("on");
  }

  @Test
  void refuse_bodyThatIsKnown_isDecided() {
    MessageHop undecided = new MessageHop(provider, null, new LaterBody());
    admit(preview -> preview.defer(() -> {}) ? null : "spent");

    assertThat(undecided.refuse(QUESTION, HeldBody.UNSEEN)).hasMessage("spent");
    assertThat(undecided.isUndecided()).isFalse();
  }

  private void admit(Function<Preview, String> refusal) {
    Exchanges exchanges = new Exchanges((host, port) -> provider, provider);
    exchanges.admit(
        new Admission() {
          @Override
          public String refusal(CallStart start) {
            return null;
          }

          @Override
          public String refusal(CallStart start, Preview preview) {
            return refusal.apply(preview);
          }
        });
    Gate.install(exchanges);
  }

  @Test
  void answered_interimReply_isNotTheAnswer() {
    ask();
    hop.answered(103, Headers.NONE);
    assertThat(hop.isAnswered()).isFalse();

    hop.answered(200, Headers.NONE);
    hop.response().end();
    assertThat(provider.ends).containsExactly(End.COMPLETE);
    assertThat(provider.onlyFacts().status()).isEqualTo(200);
  }

  @Test
  void answered_notModifiedToTheClientsCache_isACacheHit() {
    hop.revalidates();
    ask();
    hop.answered(304, Headers.NONE);
    hop.response().end();
    assertThat(provider.ends).containsExactly(End.CACHE_HIT);
  }

  @Test
  void answered_anewToTheClientsCache_isACall() {
    hop.revalidates();
    ask();
    hop.answered(200, Headers.NONE);
    hop.response().end();
    assertThat(provider.ends).containsExactly(End.COMPLETE);
  }

  @Test
  void answered_another_isIgnored() {
    ask();
    hop.answered(200, Headers.NONE);
    hop.answered(500, Headers.NONE);
    hop.response().end();
    assertThat(provider.onlyFacts().status()).isEqualTo(200);
  }

  @Test
  void closed_whileTheReplyArrives_isCancelled() {
    ask();
    hop.answered(200, Headers.NONE);
    hop.closed();
    assertThat(provider.ends).containsExactly(End.CLOSED);
  }

  @Test
  void head_noOperation_isNoCall() {
    hop.head(Request.of("GET", "/health", Headers.NONE), false);
    hop.answered(200, Headers.NONE);
    hop.response().end();
    assertThat(hop.isBegun()).isFalse();
    assertThat(provider.ends).isEmpty();
  }

  private void ask() {
    hop.head(QUESTION, true);
    byte[] question = utf8("{}");
    hop.request().bytes(question, 0, question.length);
    hop.request().end();
  }
}
