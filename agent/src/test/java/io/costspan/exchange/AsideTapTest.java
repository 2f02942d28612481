package io.costspan.exchange;

import static io.costspan.wire.Bytes.gzip;
import static io.costspan.wire.Bytes.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
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
  void of_tapThatDoesNothing_isThatTap() {
    assertThat(AsideTap.of(BodyTap.NONE, GZIPInputStream::new)).isSameAs(BodyTap.NONE);
  }

  private static void awaitEnds() {
    AsideTap.awaitEnds(System.nanoTime() + PATIENCE.toNanos());
  }

  private static void await(BooleanSupplier condition) {
    long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() < deadlineNanos) {
      Thread.onSpinWait();
    }
  }
}
