package io.costspan.exchange;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Notes what it is told, in order. */
public final class RecordingTap implements BodyTap {
  private final String name;
  private final List<String> events;
  private final ByteArrayOutputStream seen = new ByteArrayOutputStream();

  /** For whoever asks only for the bytes. */
  public RecordingTap() {
    this("", new ArrayList<>());
  }

  RecordingTap(String name, List<String> events) {
    this.name = name;
    this.events = events;
  }

  public String seen() {
    return seen.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void bytes(byte[] array, int offset, int length) {
    seen.write(array, offset, length);
  }

  @Override
  public void bytes(ByteBuffer buffer) {
    byte[] copy = new byte[buffer.remaining()];
    buffer.duplicate().get(copy);
    seen.writeBytes(copy);
  }

  @Override
  public void end() {
    note("end");
  }

  @Override
  public void close() {
    note("close");
  }

  @Override
  public void fail(Throwable cause) {
    note("fail " + cause);
  }

  private void note(String event) {
    events.add(name + " " + event);
  }
}
