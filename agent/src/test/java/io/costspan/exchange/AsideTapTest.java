package io.costspan.exchange;

import static io.costspan.wire.Bytes.gzip;
import static io.costspan.wire.Bytes.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class AsideTapTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final List<String> events = new CopyOnWriteArrayList<>();
  private final RecordingTap decoded = new RecordingTap("decoded", events);
  private final BodyTap tap = AsideTap.of(decoded, GZIPInputStream::new);

  @Test
  void end_afterManyPieces_comesAfterTheDecodedBytes() {
    String text = "0123456789".repeat(100_000);
    byte[] encoded = gzip(text);
    for (int at = 0; at < encoded.length; at += 100) {
      tap.bytes(encoded, at, Math.min(100, encoded.length - at));
    }
    tap.end();
    awaitEnds();

    assertThat(decoded.seen()).isEqualTo(text);
    assertThat(events).containsExactly("decoded end");
  }

  @Test
  void bytes_streamThatGoesOn_areDecodedMeanwhile() {
    byte[] encoded = gzip("0123456789".repeat(10_000));
    tap.bytes(encoded, 0, encoded.length - 20);
    await(() -> !decoded.seen().isEmpty());

    assertThat(events).isEmpty();
  }

  @Test
  void close_beforeTheEnd_isNoFailure() {
    byte[] encoded = gzip("0123456789");
    tap.bytes(encoded, 0, encoded.length / 2);
    tap.close();
    awaitEnds();

    assertThat(events).containsExactly("decoded close");
  }

  @Test
  void bytes_notInThatCoding_fail() {
    tap.bytes(utf8("plain"), 0, 5);
    await(() -> !events.isEmpty());
    tap.end();
    awaitEnds();

    assertThat(events).hasSize(1).first().asString().startsWith("decoded fail");
  }

  @Test
  void fail_keepsItsCause() {
    byte[] encoded = gzip("0123456789");
    tap.bytes(encoded, 0, encoded.length / 2);
    tap.fail(new IOException("reset"));
    awaitEnds();

    assertThat(events).containsExactly("decoded fail java.io.IOException: reset");
  }

  @Test
  void bytes_fasterThanTheyCanBeDecoded_areGivenUpAndTheNextBodyIsAwaited() {
    CountDownLatch later = new CountDownLatch(1);
    BodyTap slow = AsideTap.of(decoded, in -> waited(later, in));
    byte[] piece = new byte[1 << 20];
    for (int i = 0; i < 20; i++) {
      slow.bytes(piece, 0, piece.length);
    }
    slow.end();
    later.countDown();
    assertThat(events).containsExactly("decoded close");

    byte[] encoded = gzip("0123456789");
    tap.bytes(encoded, 0, encoded.length);
    tap.end();
    awaitEnds();
    assertThat(events).containsExactly("decoded close", "decoded end");
  }

  @Test
  void end_clientThatLetsGoOfTheTap_isToldAllTheSame() {
    CountDownLatch later = new CountDownLatch(1);
    readAndLetGo(later);
    for (int i = 0; i < 20; i++) {
      System.gc();
    }
    later.countDown();
    awaitEnds();

    assertThat(events).containsExactly("other end");
  }

  private void readAndLetGo(CountDownLatch later) {
    BodyTap held = AsideTap.of(new RecordingTap("other", events), in -> waited(later, in));
    byte[] encoded = gzip("0123456789");
    held.bytes(encoded, 0, encoded.length);
    held.end();
  }

  private static InputStream waited(CountDownLatch later, InputStream in) throws IOException {
    try {
      later.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    return new GZIPInputStream(in);
  }

  @Test
  void of_codingThatTheAgentUndoes_asksNobody() {
    RecordingExchange exchange = new RecordingExchange();
    AsideTap.of(
        exchange,
        200,
        Map.of("Content-Encoding", "GZIP, deflate")::get,
        coding -> {
          throw new AssertionError(coding);
        });
    assertThat(exchange.responseEncoding()).isEqualTo("GZIP, deflate");
  }

  @Test
  void of_codingThatTheApplicationUndoes_isHiddenFromTheAgent() {
    RecordingExchange exchange = new RecordingExchange();
    BodyTap encoded =
        AsideTap.of(
            exchange,
            200,
            name -> name.equalsIgnoreCase("content-encoding") ? " ZSTD" : null,
            coding -> coding.equals("zstd") ? GZIPInputStream::new : null);
    assertThat(exchange.responseEncoding()).isNull();
    assertThat(encoded).isInstanceOf(AsideTap.class);
    encoded.end();
  }

  @Test
  void of_tapThatDoesNothing_isThatTap() {
    assertThat(AsideTap.of(BodyTap.NONE, GZIPInputStream::new)).isSameAs(BodyTap.NONE);
  }

  private static void awaitEnds() {
    EncodedBody.awaitEnds(System.nanoTime() + PATIENCE.toNanos());
  }

  private static void await(BooleanSupplier condition) {
    long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() < deadlineNanos) {
      Thread.onSpinWait();
    }
  }
}
