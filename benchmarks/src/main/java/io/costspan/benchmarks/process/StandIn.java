package io.costspan.benchmarks.process;

import static io.costspan.benchmarks.process.HttpInput.ascii;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A stand-in for a provider, fast enough not to matter. By {@code localhost} it is an AI, by {@code
 * 127.0.0.1} it is not.
 */
final class StandIn extends Server {
  private static final int PIECE = 8 << 10;
  private static final long PACE_NANOS = 10_000_000;
  private static final byte[] ORDERS = ascii("post /v1/orders");
  private static final byte[] IMAGES = ascii("post /v1/images");
  private static final byte[] STREAM = ascii("\"stream\":true");
  private static final byte[] PACED = ascii("\"paced\"");
  private static final byte[] ESCAPES = ascii("\"escapes\"");
  private static final byte[] EVENTS = ascii("\"max_completion_tokens\":");

  private final byte[] chat = Replies.chat();
  private final byte[] order = Replies.order();
  private final byte[] image = Replies.image(false);
  private final byte[] escapes = Replies.image(true);
  private final Map<Integer, byte[]> streams = new ConcurrentHashMap<>();

  /** Requests to the AI since the last time that this was set to 0. */
  final AtomicLong aiCalls = new AtomicLong();

  StandIn() throws IOException {}

  @Override
  void answer(HttpInput request, OutputStream out) throws IOException {
    if (request.contains(ORDERS)) {
      out.write(order);
      return;
    }
    aiCalls.incrementAndGet();
    if (request.contains(IMAGES)) {
      out.write(request.contains(ESCAPES) ? escapes : image);
    } else if (!request.contains(STREAM)) {
      out.write(chat);
    } else if (request.contains(PACED)) {
      pace(request.numberAfter(EVENTS), out);
    } else {
      inPieces(streams.computeIfAbsent(request.numberAfter(EVENTS), Replies::stream), out);
    }
  }

  private static void inPieces(byte[] reply, OutputStream out) throws IOException {
    for (int at = 0; at < reply.length; at += PIECE) {
      out.write(reply, at, Math.min(PIECE, reply.length - at));
    }
  }

  /** Each event tells when it was written. */
  private static void pace(int events, OutputStream out) throws IOException {
    out.write(Replies.STREAM_HEAD);
    for (int i = 0; i < events; i++) {
      LockSupport.parkNanos(PACE_NANOS);
      out.write(Replies.event("t" + System.nanoTime()));
    }
    out.write(Replies.streamEnd());
  }
}
