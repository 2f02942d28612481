package io.costspan.wire;

import java.nio.charset.StandardCharsets;

/**
 * Server-sent events whose data is JSON. Lines are never assembled: the bytes of {@code data} are
 * passed on as they arrive. The rules of
 * https://html.spec.whatwg.org/multipage/server-sent-events.html apply, except that a last event
 * without a blank line counts.
 */
final class SseFraming implements Framing {
  private enum Part {
    FIELD,
    BLANK,
    VALUE
  }

  private static final byte[] DATA = "data".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] EVENT = "event".getBytes(StandardCharsets.US_ASCII);

  private final StreamEvents events;
  private final PassingText field = new PassingText();
  private final PassingText name = new PassingText();
  private Part part = Part.FIELD;
  private boolean lineIsEmpty = true;
  private boolean lineIsData;
  private boolean lineIsName;
  private boolean afterReturn;

  SseFraming(Wanted wanted) {
    events = new StreamEvents(wanted);
  }

  @Override
  public void bytes(byte[] array, int from, int to) {
    int at = from;
    while (at < to && events.state() == State.OPEN) {
      if (afterReturn && array[at] == '\n') {
        at++;
      }
      afterReturn = false;
      if (at < to) {
        at = part(array, at, to);
      }
    }
  }

  private int part(byte[] array, int at, int to) {
    return switch (part) {
      case FIELD -> field(array, at, to);
      case BLANK -> blank(array, at);
      case VALUE -> value(array, at, to);
    };
  }

  private int field(byte[] array, int from, int to) {
    int at = from;
    while (at < to && array[at] != ':' && !endsLine(array[at])) {
      at++;
    }
    lineIsEmpty &= at == from && array[at] != ':';
    if (at == to) {
      field.keep(array, from, at);
      return to;
    }
    if (array[at] == ':') {
      field.end(array, from, at);
      beginValue();
      return at + 1 < to ? blank(array, at + 1) : to;
    }
    endLine(array[at]);
    return at + 1;
  }

  private void beginValue() {
    lineIsData = field.is(DATA);
    lineIsName = !lineIsData && field.is(EVENT);
    part = Part.BLANK;
    if (lineIsData) {
      events.beginLine();
    }
  }

  private int blank(byte[] array, int at) {
    part = Part.VALUE;
    return array[at] == ' ' ? at + 1 : at;
  }

  private int value(byte[] array, int from, int to) {
    int at = lineIsData ? events.line(array, from, to) : Swar.lineEnd(array, from, to);
    if (lineIsName) {
      name(array, from, at, to);
    }
    if (at == to) {
      return to;
    }
    endLine(array[at]);
    return at + 1;
  }

  private void name(byte[] array, int from, int at, int to) {
    if (at == to) {
      name.keep(array, from, at);
    } else {
      name.end(array, from, at);
      events.name(name);
      name.clear();
    }
  }

  private void endLine(byte end) {
    if (lineIsEmpty) {
      events.dispatch();
    }
    afterReturn = end == '\r';
    field.clear();
    part = Part.FIELD;
    lineIsEmpty = true;
    lineIsData = false;
    lineIsName = false;
  }

  private static boolean endsLine(byte value) {
    return value == '\r' || value == '\n';
  }

  @Override
  public void drain() {
    events.drain();
  }

  @Override
  public void end() {
    events.end();
  }

  @Override
  public State state() {
    return events.state();
  }

  @Override
  public boolean streaming() {
    return true;
  }
}
