package io.costspan.instrument.jdkhttp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.costspan.exchange.HeldBody;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import org.junit.jupiter.api.Test;

class UndecidedPublisherTest {
  private final List<String> asked = new ArrayList<>();
  private final Source source = new Source();
  private final UndecidedPublisher undecided = new UndecidedPublisher(source);
  private final Client client = new Client();

  @Test
  void read_untilDecided_asksForOnePieceAfterTheOther() {
    source.publish("a", "b", "c", "d");

    CompletableFuture<Void> decided = read(3);

    assertThat(decided).isCompleted();
    assertThat(asked).containsExactly("a", "ab", "abcd");
    assertThat(source.demands).containsExactly(1L, 1L, 1L, 1L);
  }

  @Test
  void subscribe_afterwards_getsWhatWasReadAndTheRestOfTheOneSubscription() {
    source.publish("a", "b", "c", "d", "e");
    read(2);

    undecided.subscribe(client);
    client.subscription.request(1);
    assertThat(client.seen).containsExactly("a");
    client.subscription.request(10);

    assertThat(client.seen).containsExactly("a", "b", "c", "d", "e", "complete");
    assertThat(source.subscriptions).isEqualTo(1);
    assertThat(source.demands).containsExactly(1L, 1L, 9L);
  }

  @Test
  void subscribe_again_isTheApplicationsOwnMatter() {
    read(1);
    undecided.subscribe(client);
    undecided.subscribe(new Client());
    assertThat(source.subscriptions).isEqualTo(2);
  }

  @Test
  void subscribe_withoutHavingRead_isTheApplicationsOwnMatter() {
    source.publish("a");
    undecided.subscribe(client);
    client.subscription.request(2);
    assertThat(client.seen).containsExactly("a", "complete");
  }

  @Test
  void read_bodyThatEnds_isDecidedByAllOfIt() {
    source.publish("a");
    assertThat(read(9)).isCompleted();
    assertThat(asked).containsExactly("a", "a.");

    undecided.subscribe(client);
    client.subscription.request(1);
    assertThat(client.seen).containsExactly("a", "complete");
  }

  @Test
  void read_bodyThatFails_failsForTheClient() {
    source.failure = new IllegalStateException("broken");
    assertThat(read(9)).isCompleted();

    undecided.subscribe(client);
    assertThat(client.seen).containsExactly("java.lang.IllegalStateException: broken");
  }

  @Test
  void read_publisherThatThrows_throwsForTheClient() {
    source.thrown = new IllegalStateException("broken");
    assertThat(read(9)).isCompleted();

    assertThatThrownBy(() -> undecided.subscribe(client)).isSameAs(source.thrown);
  }

  @Test
  void read_refused_failsAndCancels() {
    source.publish("a", "b");
    IOException refusal = new IOException("spent");

    CompletableFuture<Void> decided =
        undecided.read(
            (begin, isAll) -> {
              throw refusal;
            });

    assertThatThrownBy(decided::join).hasCause(refusal);
    assertThat(source.cancelled).isTrue();
    assertThat(source.demands).containsExactly(1L);
  }

  @Test
  void read_faultOfOurs_goesOn() {
    source.publish("a", "b");
    CompletableFuture<Void> decided =
        undecided.read(
            (begin, isAll) -> {
              throw new IllegalStateException();
            });
    assertThat(decided).isCompleted();

    undecided.subscribe(client);
    client.subscription.request(5);
    assertThat(client.seen).containsExactly("a", "b", "complete");
  }

  @Test
  void read_endlessBody_stopsAtTheLimit() {
    byte[] piece = new byte[HeldBody.LIMIT_BYTES / 4];
    source.pieces.addAll(List.of(piece, piece, piece, piece, piece, piece));

    assertThat(read(99)).isCompleted();

    assertThat(source.demands).hasSize(5);
  }

  @Test
  void subscribe_beforeAnythingHasCome_getsItWhenItComes() {
    source.isSlow = true;
    source.publish("a", "b");
    CompletableFuture<Void> decided = read(1);
    assertThat(decided).isNotDone();
    decided.complete(null);

    undecided.subscribe(client);
    client.subscription.request(1);
    assertThat(client.seen).isEmpty();
    source.deliver();

    assertThat(client.seen).containsExactly("a");
    assertThat(source.demands).containsExactly(1L);
  }

  @Test
  void abandon_nobodySubscribes_cancels() {
    read(1);
    undecided.abandon();
    assertThat(source.cancelled).isTrue();
  }

  @Test
  void abandon_ofWhatTheClientReads_leavesItToTheClient() {
    source.publish("a", "b");
    read(1);
    undecided.subscribe(client);
    undecided.abandon();
    assertThat(source.cancelled).isFalse();
  }

  /** Is decided at the time that it is asked. */
  private CompletableFuture<Void> read(int times) {
    return undecided.read(
        (begin, isAll) -> {
          StringBuilder text = new StringBuilder();
          begin.forEach(piece -> text.append(UTF_8.decode(piece.duplicate())));
          asked.add(text + (isAll ? "." : ""));
          return isAll || asked.size() == times;
        });
  }

  private static final class Source implements BodyPublisher, Subscription {
    final Deque<byte[]> pieces = new ArrayDeque<>();
    final List<Long> demands = new ArrayList<>();
    Throwable failure;
    RuntimeException thrown;
    boolean isSlow;
    boolean cancelled;
    int subscriptions;
    private Subscriber<? super ByteBuffer> subscriber;
    private long demand;
    private boolean delivers;
    private boolean ended;

    void publish(String... texts) {
      Arrays.stream(texts).map(text -> text.getBytes(UTF_8)).forEach(pieces::add);
    }

    @Override
    public long contentLength() {
      return -1;
    }

    @Override
    public void subscribe(Subscriber<? super ByteBuffer> to) {
      subscriptions++;
      if (thrown != null) {
        throw thrown;
      }
      subscriber = to;
      to.onSubscribe(this);
    }

    @Override
    public void request(long count) {
      demands.add(count);
      demand += count;
      if (!isSlow) {
        deliver();
      }
    }

    void deliver() {
      if (delivers) {
        return;
      }
      delivers = true;
      while (demand > 0 && !pieces.isEmpty() && !cancelled) {
        demand--;
        subscriber.onNext(ByteBuffer.wrap(pieces.remove()));
      }
      delivers = false;
      if (pieces.isEmpty() && !cancelled && !ended && failure == null) {
        ended = true;
        subscriber.onComplete();
      } else if (failure != null && !ended) {
        ended = true;
        subscriber.onError(failure);
      }
    }

    @Override
    public void cancel() {
      cancelled = true;
    }
  }

  private static final class Client implements Subscriber<ByteBuffer> {
    final List<String> seen = new ArrayList<>();
    Subscription subscription;

    @Override
    public void onSubscribe(Subscription given) {
      subscription = given;
    }

    @Override
    public void onNext(ByteBuffer piece) {
      seen.add(UTF_8.decode(piece).toString());
    }

    @Override
    public void onError(Throwable cause) {
      seen.add(cause.toString());
    }

    @Override
    public void onComplete() {
      seen.add("complete");
    }
  }
}
