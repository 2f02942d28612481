package io.costspan.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * Frames of {@code application/vnd.amazon.eventstream} whose payload is JSON: prelude, headers,
 * payload and checksum. Payloads are passed on as they arrive, so that the length claimed by a
 * frame costs no memory. A wrong checksum or length ends the reading. Format:
 * https://smithy.io/2.0/aws/amazon-eventstream.html
 */
final class EventStreamFraming implements Framing {
  private enum Part {
    PRELUDE,
    HEADERS,
    PAYLOAD,
    CHECKSUM
  }

  /** The total length, the length of the headers and the checksum of both, four bytes each. */
  private static final int PRELUDE_BYTES = 12;

  private static final int CHECKSUM_BYTES = 4;

  /** Events of Bedrock's invoke-with-response-stream: JSON as base64 within JSON. */
  private static final byte[] CHUNK = "chunk".getBytes(StandardCharsets.US_ASCII);

  private final StreamEvents events;
  private final EventStreamHeaders headers = new EventStreamHeaders();
  private final ChunkPayload chunk;
  private final CRC32 checksum = new CRC32();
  private final ByteBuffer fixed = ByteBuffer.allocate(PRELUDE_BYTES).limit(PRELUDE_BYTES);
  private Part part = Part.PRELUDE;
  private int partBytes;
  private int payloadBytes;
  private boolean chunked;
  private State state = State.OPEN;

  EventStreamFraming(Wanted wanted) {
    events = new StreamEvents(wanted);
    chunk = new ChunkPayload(events);
  }

  @Override
  public void bytes(byte[] array, int from, int to) {
    int at = from;
    while (at < to && state == State.OPEN) {
      at =
          switch (part) {
            case PRELUDE, CHECKSUM -> fixed(array, at, to);
            case HEADERS, PAYLOAD -> content(array, at, to);
          };
    }
  }

  private int fixed(byte[] array, int from, int to) {
    int count = Math.min(to - from, fixed.remaining());
    fixed.put(array, from, count);
    if (!fixed.hasRemaining()) {
      fixed.flip();
      if (part == Part.PRELUDE) {
        endPrelude();
      } else {
        endFrame();
      }
    }
    return from + count;
  }

  private void endPrelude() {
    int frameBytes = fixed.getInt();
    int headerBytes = fixed.getInt();
    checksum.update(fixed.array(), 0, fixed.position());
    boolean whole = (int) checksum.getValue() == fixed.getInt();
    checksum.update(fixed.array(), fixed.position() - CHECKSUM_BYTES, CHECKSUM_BYTES);
    int contentBytes = frameBytes - PRELUDE_BYTES - CHECKSUM_BYTES;
    if (!whole || frameBytes < 0 || headerBytes < 0 || headerBytes > contentBytes) {
      state = State.MALFORMED;
      return;
    }
    payloadBytes = contentBytes - headerBytes;
    begin(Part.HEADERS, headerBytes);
  }

  private void begin(Part next, int length) {
    part = next;
    partBytes = length;
    if (length == 0) {
      endContent();
    }
  }

  private int content(byte[] array, int from, int to) {
    int end = from + Math.min(to - from, partBytes);
    checksum.update(array, from, end - from);
    if (part == Part.HEADERS) {
      headers.bytes(array, from, end);
    } else {
      payload(array, from, end);
    }
    partBytes -= end - from;
    if (partBytes == 0) {
      endContent();
    }
    return end;
  }

  private void payload(byte[] array, int from, int to) {
    if (chunked) {
      chunk.bytes(array, from, to);
    } else {
      events.data(array, from, to);
    }
  }

  private void endContent() {
    if (part == Part.HEADERS) {
      endHeaders();
    } else {
      chunk.end();
      awaitFixed(Part.CHECKSUM, CHECKSUM_BYTES);
    }
  }

  private void endHeaders() {
    if (!headers.end()) {
      state = State.MALFORMED;
      return;
    }
    if (headers.named()) {
      events.name(headers.eventType());
    }
    chunked = headers.named() && headers.eventType().is(CHUNK);
    headers.clear();
    events.beginLine();
    begin(Part.PAYLOAD, payloadBytes);
  }

  private void endFrame() {
    if (fixed.getInt() != (int) checksum.getValue()) {
      state = State.MALFORMED;
      return;
    }
    checksum.reset();
    events.dispatch();
    state = events.state();
    awaitFixed(Part.PRELUDE, PRELUDE_BYTES);
  }

  private void awaitFixed(Part next, int length) {
    part = next;
    fixed.clear().limit(length);
  }

  @Override
  public void drain() {
    events.drain();
  }

  @Override
  public void end() {
    boolean betweenFrames = part == Part.PRELUDE && fixed.position() == 0;
    events.end();
    state = betweenFrames ? events.state() : State.CUT;
  }

  @Override
  public State state() {
    return state;
  }

  @Override
  public boolean streaming() {
    return true;
  }
}
